import type { AlertRule, LocalText } from '@voldgrav/alert';
import type { Asset, Catchment, GevParameters, IdfTable, NetworkLink, Position } from '@voldgrav/hydrology';
import type { ReferenceRain } from '@voldgrav/readiness';
import type { Sensor } from '@voldgrav/reading';
import type { Pillar, PlaybookStep, Principle, ResilienceAction } from '@voldgrav/strategy';
import type { DeviceSource, Source } from '../sensor/device-source.ts';

/** A party with duties on a storm night, and how its people are reached. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'municipality' | 'utility' | 'preparedness' | 'region' | 'neighbour' | 'volunteers' | 'harbour';
  readonly phone: string;
}

/** Crew, mobile pumps, gates, volunteers: where they are and how soon they can work (readiness.md §4). */
export interface Resource {
  readonly id: string;
  readonly name: LocalText;
  readonly kind: 'crew' | 'mobile-pump' | 'gate' | 'volunteers' | 'barrier';
  readonly position: Position;
  readonly organisation: string;
  readonly minutesToDeploy: number;
  /** Basins out of which a gate lets water when it is at work. A mobile pump empties those that its action names. */
  readonly empties?: readonly string[];
}

/** What is at stake, and the asset and level that flood it (readiness.md §5). */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly kind: 'nursing-home' | 'underpass' | 'substation' | 'evacuation-road' | 'heritage' | 'school' | 'homes' | 'pumping-station';
  readonly position: Position;
  readonly floodedBy: string;
  /** Metres above the datum at that asset. */
  readonly floodsAt: number;
  readonly stake: LocalText;
}

/** The town's depths by duration and return period: as a table, or by the parameters of a distribution (DWA-A 531, KOSTRA-2020). */
export type IdfSource = IdfTable | (Pick<IdfTable, 'source' | 'date' | 'climateFactor'> & { readonly gev: GevParameters });

/** Who is called, in which order. Used from the alerting step on; validated from the start. */
export interface Duty {
  readonly organisation: string;
  readonly escalation: readonly { readonly role: LocalText; readonly afterMinutes: number }[];
}

/** What the preparedness plan says is done when a warning of this category comes in (DMI's 1 to 3). */
export interface Preparation {
  readonly category: 1 | 2 | 3;
  /** The plan's own word for the activation level. */
  readonly level: LocalText;
  readonly playbook: readonly PlaybookStep[];
}

/** One layer of the town's own base map, drawn in the order given. */
export interface MapLayer {
  readonly id: 'land' | 'water' | 'green' | 'built-up' | 'roads' | 'streams' | 'labels';
  readonly geojson: GeoJsonFeatureCollection;
}

export interface GeoJsonFeatureCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly {
    readonly type: 'Feature';
    readonly properties: Readonly<Record<string, string | number | boolean | null>>;
    readonly geometry: { readonly type: string; readonly coordinates: unknown };
  }[];
}

/** What the strategy's actions are sorted by, in the words of the screens. */
export interface StrategyFrame {
  /** Where the catalogue comes from and what it is not, such as "eksempelkatalog". */
  readonly label: LocalText;
  readonly pillars: readonly { readonly id: Pillar; readonly name: LocalText }[];
  readonly principles: readonly { readonly number: Principle; readonly name: LocalText }[];
}

/** A municipality as data: everything the desk knows of it before the first drop falls (contract.md §5). */
export interface Town {
  readonly id: string;
  readonly name: string;
  /** True for a town that does not exist; every screen says so. */
  readonly invented: boolean;
  readonly timeZone: string;
  /** Name of the height datum all levels stand above, such as "DVR90". */
  readonly datum: string;
  readonly languages: readonly ('da' | 'en')[];
  readonly view: { readonly centre: Position; readonly zoom: number };
  /** Rains that a ready catchment must be able to take, beside those that every town has (readiness.md §3). */
  readonly referenceRains?: readonly ReferenceRain[];
  readonly sensors: readonly Sensor[];
  readonly catchments: readonly Catchment[];
  readonly assets: readonly Asset[];
  readonly network: readonly NetworkLink[];
  readonly rules: readonly AlertRule[];
  readonly actions: readonly ResilienceAction[];
  readonly strategy: StrategyFrame;
  readonly duty: readonly Duty[];
  /** Empty for a town that has not said it. */
  readonly preparation: readonly Preparation[];
  readonly sources: readonly Source[];
  readonly devices: readonly DeviceSource[];
  /** The texts of the town's own device codecs by file name. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly idf: IdfSource;
  readonly resources: readonly Resource[];
  readonly places: readonly Place[];
  readonly organisations: readonly Organisation[];
  readonly map: readonly MapLayer[];
}
