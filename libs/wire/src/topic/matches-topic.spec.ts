import { describe, expect, it } from 'vitest';
import { matchesTopic } from './matches-topic.ts';

// MQTT 3.1.1 §4.7.1.2, §4.7.1.3, §4.7.2 and §4.7.3: their examples, non-normative ones included.
describe('a topic filter', () => {
  it.each([
    ['sport/tennis/player1/#', 'sport/tennis/player1'],
    ['sport/tennis/player1/#', 'sport/tennis/player1/ranking'],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon'],
    ['sport/#', 'sport'],
    ['#', 'sport/tennis'],
    ['#', '/finance'],
    ['sport/tennis/+', 'sport/tennis/player1'],
    ['sport/+', 'sport/'],
    ['+', 'finance'],
    ['+/tennis/#', 'sport/tennis'],
    ['sport/+/player1', 'sport/tennis/player1'],
    ['+/+', '/finance'],
    ['/+', '/finance'],
    ['$SYS/#', '$SYS/broker/uptime'],
    ['$SYS/monitor/+', '$SYS/monitor/Clients'],
    ['sensors/#', 'sensors/rain-17/json'],
    ['v3/+/devices/+/up', 'v3/voldgrav@ttn/devices/niveau-3/up'],
  ])('%s takes in %s', (filter, topic) => {
    expect(matchesTopic(filter, topic)).toBe(true);
  });

  it.each([
    ['sport/tennis/+', 'sport/tennis/player1/ranking'],
    ['sport/+', 'sport'],
    ['sport', 'sport/'],
    ['sport/', 'sport'],
    ['+', '/finance'],
    ['ACCOUNTS', 'Accounts'],
    ['#', '$SYS/broker/uptime'],
    ['+/monitor/Clients', '$SYS/monitor/Clients'],
    ['sensors/#', 'lane/7/sensors/rain-17/json'],
    ['sensors/#', 'sensorsx/rain-17'],
    ['sport/tennis/#', 'sport'],
    ['v3/+/devices/+/up', 'v3/voldgrav@ttn/devices/niveau-3/join'],
  ])('%s leaves out %s', (filter, topic) => {
    expect(matchesTopic(filter, topic)).toBe(false);
  });
});
