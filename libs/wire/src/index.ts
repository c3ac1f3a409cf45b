export type {
  AccountAnswer,
  AuditAct,
  AuditAnswer,
  AuditEntry,
  LinkAnswer,
  LinkKind,
  LinkUsedAnswer,
  RecoveryCodesAnswer,
  RefusalReason,
  RefusalsAnswer,
  Role,
  SessionAnswer,
  SessionListed,
  SignInAnswer,
  TotpAnswer,
} from './http/account-answers.ts';
export type {
  AlertAnswer,
  AlertsAnswer,
  BasinReadinessAnswer,
  Bucket,
  IsoTime,
  ObservationsAnswer,
  ProblemDetails,
  TownAnswer,
  UndecodableAnswer,
} from './http/answers.ts';
export type {
  LiveAlert,
  LiveBasin,
  LiveBeat,
  LiveCanTake,
  LiveCatchment,
  LiveChange,
  LiveChanges,
  LiveEvidence,
  LiveFrame,
  LiveIntake,
  LiveReason,
  LiveSensor,
  LiveSnapshot,
  LiveSpool,
  LiveStorm,
} from './live/live-event.ts';
export { parseTown, type ParsedTown, TOWN_FILES } from './town/parse-town.ts';
export type {
  Duty,
  GeoJsonFeatureCollection,
  IdfTable,
  MapLayer,
  NetworkLink,
  Organisation,
  Place,
  Resource,
  Source,
  StrategyFrame,
  Town,
} from './town/town.ts';
export type { TownFault } from './town/town-fault.ts';
export { decodeMessage, type SensorLookup } from './sensor/decode-message.ts';
export { decodeJson, type Decoded } from './sensor/json/decode.ts';
export { toLiveAlert, toLiveBasin, toLiveCatchment, toLiveEvidence, toLiveSensor, toLiveStorm } from './live/to-live.ts';
export { toAlertAnswer } from './http/to-alert-answer.ts';
export { toTownAnswer } from './http/to-town-answer.ts';
