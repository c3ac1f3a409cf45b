import { instant } from '@voldgrav/hydrology';
import { encodeSparkplug, readerFor } from '@voldgrav/wire';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';

/** The parts of Eclipse Tahu's sparkplug_b.proto that we use, with its numbers; `properties` stands for all that we pass over. */
const { root } = protobuf.parse(`
  syntax = "proto2";
  message Payload {
    message Properties { repeated string keys = 1; }
    message Metric {
      optional string name = 1; optional uint64 alias = 2; optional uint64 timestamp = 3; optional uint32 datatype = 4;
      optional bool is_historical = 5; optional bool is_transient = 6; optional bool is_null = 7; optional Properties properties = 9;
      oneof value {
        uint32 int_value = 10; uint64 long_value = 11; float float_value = 12; double double_value = 13;
        bool boolean_value = 14; string string_value = 15; bytes bytes_value = 16;
      }
    }
    optional uint64 timestamp = 1; repeated Metric metrics = 2; optional uint64 seq = 3; optional string uuid = 4; optional bytes body = 5;
  }`, { keepCase: true });
const Payload = root.lookupType('Payload');

const AT = Date.UTC(2026, 7, 26, 12, 20);
const topic = 'spBv1.0/g/DBIRTH/e/d';

describe('Sparkplug B beside protobufjs', () => {
  it('reads what protobufjs writes, fields that we pass over included', () => {
    const metric = (name: string, rest: object) => ({ name, alias: 300, timestamp: AT, is_transient: true, properties: { keys: ['engUnit', 'm'] }, ...rest });
    const metrics = [
      metric('level_m', { datatype: 9, float_value: 1.4 }),
      metric('distance_m', { datatype: 10, double_value: -0.1 }),
      metric('tips', { datatype: 8, long_value: 9_007_199_254_740_991 }),
      metric('flow_lps', { datatype: 3, int_value: 0xffff_ffff }),
      metric('pump_on', { datatype: 11, boolean_value: false }),
      metric('gate_open', { datatype: 12, string_value: 'åben' }),
      metric('depth_m', { datatype: 17, bytes_value: Uint8Array.from([1, 2, 3]) }),
    ];
    const payload = Payload.encode({ timestamp: AT, metrics, seq: 255, uuid: 'x', body: Uint8Array.from([0]) }).finish();
    const reader = readerFor({ sources: [{ topic: 'spBv1.0/#', format: 'sparkplug-b' }], devices: [{ id: 'g/e/d', sensor: 's-1' }], sensors: [{ id: 's-1' }], scripts: {} });
    const { readings, undecodable } = reader.read({ topic, payload, receivedAt: instant(AT + 1) });
    expect(readings.map(({ quantity, value }) => [quantity, value])).toEqual([['level_m', 1.4], ['distance_m', -0.1], ['tips', 9_007_199_254_740_991], ['flow_lps', -1], ['pump_on', 0]]);
    expect(undecodable.map(({ reason, detail }) => [reason, detail])).toEqual([['not-a-number', 'gate_open: "åben"'], ['not-a-number', 'depth_m: undefined']]);
    expect(readings.every(({ phenomenonTime }) => phenomenonTime === AT)).toBe(true);
  });

  it('writes what protobufjs reads', () => {
    const bytes = encodeSparkplug({
      timestamp: AT,
      seq: 3,
      metrics: [
        { name: 'Sump/Niveau', alias: 70_000, timestamp: AT, type: 'float', value: 1.5 },
        { name: 'a', type: 'int16', value: -2 },
        { name: 'b', type: 'int64', value: -3 },
        { name: 'c', type: 'boolean', value: null },
      ],
    });
    expect(Payload.toObject(Payload.decode(bytes), { longs: String })).toEqual({
      timestamp: String(AT),
      seq: '3',
      metrics: [
        { name: 'Sump/Niveau', alias: '70000', timestamp: String(AT), datatype: 9, float_value: 1.5 },
        { name: 'a', datatype: 2, int_value: 0xffff_fffe },
        { name: 'b', datatype: 4, long_value: '18446744073709551613' },
        { name: 'c', datatype: 11, is_null: true },
      ],
    });
  });
});
