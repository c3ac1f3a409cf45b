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
  CatchmentAnswer,
  CatchmentReadinessAnswer,
  CatchmentsAnswer,
  Bucket,
  ChartSeriesAnswer,
  IsoTime,
  ManyObservationsAnswer,
  ObservationsAnswer,
  ProblemDetails,
  RawObservationsAnswer,
  ResourcesAnswer,
  SensorAnswer,
  SensorsAnswer,
  TownAnswer,
} from './http/answers.ts';
export type { BacktestAnswer, BacktestFiguresAnswer, BacktestsAnswer, RuleFiguresAnswer, SpreadAnswer } from './http/backtest-answers.ts';
export { bucketHeads, bucketLine, type CsvDialect, danishCsv, MACHINE_CSV, rawHeads, rawLine } from './http/series-csv.ts';
export type { DutyLogAnswer, DutyNoteAnswer } from './http/duty-log-answers.ts';
export { toBucket } from './http/to-bucket.ts';
export type {
  DecodeAgainAnswer,
  DoubtAnswer,
  DoubtfulSeriesAnswer,
  DoubtsAnswer,
  PayloadShown,
  TroubleReachAnswer,
  UndecodableAnswer,
  UnreadGroupsAnswer,
} from './http/trouble-answers.ts';
export type {
  LiveAlert,
  LiveBasin,
  LiveBeat,
  LiveCanTake,
  LiveCatchment,
  LiveComing,
  LiveChange,
  LiveChanges,
  LiveEvidence,
  LiveFrame,
  LiveIntake,
  LiveMaintenance,
  LivePreparation,
  LiveSensor,
  LiveSnapshot,
  LiveSpool,
  LiveStorm,
  LiveStormGroup,
  LiveWithdrawal,
  LiveStormMaximum,
  LiveVerdict,
  LiveWarning,
} from './live/live-event.ts';
export { idfOf } from './town/idf-of.ts';
export { readIdf } from './town/read-idf.ts';
export type { LiveLimit, LiveReadiness, LiveTimeRange } from './live/live-readiness.ts';
export type { LiveReason } from './live/live-reason.ts';
export { toLiveReadiness } from './live/to-live-readiness.ts';
export { limitsWithoutRule } from './town/limits-without-rule.ts';
export { parseTown, type ParsedTown, TOWN_FILES } from './town/parse-town.ts';
export { changedRule, type RuleEntry, ruleEntry } from './town/rule-entry.ts';
export type {
  Duty,
  GeoJsonFeatureCollection,
  IdfSource,
  MapLayer,
  Organisation,
  Place,
  Preparation,
  Resource,
  StrategyFrame,
  Town,
} from './town/town.ts';
export type { TownFault } from './town/town-fault.ts';
export { CODEC_NAMES, type CodecName, CODECS, isCodecName } from './sensor/codec/codecs.ts';
export { openSandbox, type Sandbox } from './sensor/codec/javascript/sandbox.ts';
export type { Decoded, UplinkName } from './sensor/decoded.ts';
export type { DeviceSource, Source, ValueSource } from './sensor/device-source.ts';
export { FORMAT_NAMES, type FormatName, FORMATS, isFormatName } from './sensor/formats.ts';
export type { Device, DeviceLookup } from './sensor/device.ts';
export { devicesByName } from './sensor/devices-by-name.ts';
export { isTopicFilter } from './topic/is-topic-filter.ts';
export { coversFilter } from './topic/covers-filter.ts';
export { ownTopics } from './sensor/own-topics.ts';
export { hasMemory, type Languages, MessageReader, readerFor, runsScripts } from './sensor/message-reader.ts';
export { encodeJson, encodeReadings, type JsonMoment } from './sensor/json/encode.ts';
export { encodeSenml, type SenmlValue } from './sensor/senml/encode.ts';
export { type ChirpstackUplink, chirpstackTopic, encodeChirpstack } from './sensor/chirpstack/encode.ts';
export { encodeTheThingsStack, theThingsTopic, type TheThingsUplink } from './sensor/the-things-stack/encode.ts';
export { encodeSparkplug, type MetricToSend } from './sensor/sparkplug-b/encode.ts';
export { edgeNodesOf, edgeNodeToAsk, rebirthRequest } from './sensor/sparkplug-b/rebirth.ts';
export { encodeTbrg, type TbrgFrame } from './sensor/codec/decentlab-tbrg/encode.ts';
export type { CapAlert, CapInfo } from './cap/cap-alert.ts';
export type { CapFinding } from './cap/cap-finding.ts';
export { checkCap, LONGEST_CAP } from './cap/check-cap.ts';
export { type CapRead, readCap } from './cap/read-cap.ts';
export { readWarningFeed, type WarningFeedRead } from './cap/read-warning-feed.ts';
export { warningOfCap } from './cap/warning-of-cap.ts';
export { type ComingGiven, comingGivenIn, type ComingRead, readComing } from './coming/read-coming.ts';
export { type ForecastContext, type ForecastRead, readForecast } from './coming/read-forecast.ts';
export { readWarning, type WarningRead } from './coming/read-warning.ts';
export { decodeLaneClock, encodeLaneClock, type LaneClock } from './lane/lane-clock.ts';
export { isInLane, isLaneName, laneClockTopic, laneTopic, topicInLane } from './lane/lane-topic.ts';
export { fewestFilters } from './topic/fewest-filters.ts';
export { matchesTopic } from './topic/matches-topic.ts';
export { toLiveAlert, toLiveBasin, toLiveCatchment, toLiveEvidence, toLiveSensor } from './live/to-live.ts';
export { type Km2Conventions, type Km2Event, type Km2Read, readKm2 } from './km2/read-km2.ts';
export { toLivePreparation, toLiveStormMaximum, toLiveWarning } from './live/to-live-storm.ts';
export { toCatchmentAnswer } from './http/to-catchment-answer.ts';
export { toAlertAnswer } from './http/to-alert-answer.ts';
export { toTownAnswer } from './http/to-town-answer.ts';
export { type ForecastAnswer, type ForecastsAnswer, type SkillAnswer, toForecastAnswer, toSkillAnswer, toWarningAnswer, type WarningAnswer, type WarningsAnswer } from './http/coming-answers.ts';
export type { SlowVariablesAnswer, TrendAnswer } from './http/slow-answers.ts';
export type { StormAnswer, StormDossierAnswer, StormGroupAnswer, StormLogLine, StormMaximumAnswer, StormsAnswer, VerdictAnswer } from './http/storm-answers.ts';
export { toStormAnswer, toStormDossier } from './http/to-storm-answer.ts';
