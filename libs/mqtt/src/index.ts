export { anyone, type BrokerDoor, type Guest } from './broker-door.ts';
export type { SubscribedMessage } from './deferred-acknowledgement.ts';
export { type EmbeddedBroker, type EmbeddedBrokerOptions, type PublishedMessage, type Refusal, startEmbeddedBroker } from './embedded-broker.ts';
export { connectPublisher, type Publisher, type PublishOptions } from './publisher.ts';
export { connectSubscriber, type Subscriber, type SubscriberOptions, type SubscriberState } from './subscriber.ts';
