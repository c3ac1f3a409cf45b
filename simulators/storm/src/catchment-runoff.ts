import { type Catchment, type CubicMetres, cubicMetres, type Hectares, hectares, type Millimetres, type Minutes, reducedArea } from '@voldgrav/hydrology';

/** One kind of surface in a catchment, and the water that is on its way off it. */
export interface RunoffPath {
  readonly area: Hectares;
  readonly wholeLoss: Millimetres;
  /** Mean delay in min from drop to outfall, half of it in each of two reservoirs. */
  readonly delay: Minutes;
  /** What the surface can still hold before anything runs off. */
  readonly loss: Millimetres;
  /** Water in the two reservoirs. */
  readonly upper: CubicMetres;
  readonly lower: CubicMetres;
}

export interface RunoffStep {
  readonly path: RunoffPath;
  /** What reached the outfall in the step. */
  readonly outflow: CubicMetres;
}

/** The mean drop's delay as a share of the time of concentration, which is that of the farthest corner. */
const MEAN_SHARE_OF_CONCENTRATION = 0.2;
/** Share of rural soft ground that answers to a cloudburst, what it soaks up first in mm, and its least delay in min. */
export const DRY_RURAL_SHARE = 0.08;
const SOFT_GROUND = { share: DRY_RURAL_SHARE, soaksUp: 3, delay: 90 } as const;
/** Not all that the register calls connected hard surface is: the engine's ±20 % (readiness.md §2) has something to find. */
const CONNECTED_SHARE = 0.88;
/** Dry time in which the surface can hold its whole loss again. */
const LOSS_RECOVERY_MINUTES = 720;

/** How the ground is when the rain begins: after dry days, after wet ones, or frozen under melting snow. */
export type Ground = 'dry' | 'wet' | 'frozen';

/** Share of soft ground that answers when it is not dry: in the country, and of a town's gardens and parks. Guesses of the right size. */
const ANSWERING = { wet: { rural: 0.25, urban: 0.05 }, frozen: { rural: 0.6, urban: 0.4 } } as const;

/** The paths of a catchment before the rain: its hard surfaces, and where soft ground answers that too, in hours. */
export function dryPaths(catchment: Catchment, ground: Ground = 'dry'): readonly RunoffPath[] {
  const hard = reducedArea(catchment);
  const town = dryPath(hectares(hard * CONNECTED_SHARE), catchment.initialLoss, catchment.timeOfConcentration * MEAN_SHARE_OF_CONCENTRATION);
  const softArea = catchment.area - hard;
  const delay = Math.max(SOFT_GROUND.delay, catchment.timeOfConcentration);
  if (ground === 'dry') return catchment.kind === 'urban' ? [town] : [town, dryPath(hectares(softArea * SOFT_GROUND.share), SOFT_GROUND.soaksUp, delay)];
  // Nothing is left that could soak up or fill a hollow.
  return [{ ...town, loss: 0 as Millimetres }, dryPath(hectares(softArea * ANSWERING[ground][catchment.kind]), 0, delay)];
}

const dryPath = (area: Hectares, loss: number, delay: number): RunoffPath => ({
  area,
  wholeLoss: loss as Millimetres,
  delay: delay as Minutes,
  loss: loss as Millimetres,
  upper: cubicMetres(0),
  lower: cubicMetres(0),
});

/**
 * One step of rain through a loss and two linear reservoirs in a row. Every drop is kept: what falls beyond the loss
 * equals the outflow and the gain of both reservoirs. Source of the reservoir's form: domain.md §4.3.
 */
export function runoffAfter(path: RunoffPath, rain: Millimetres, step: Minutes): RunoffStep {
  const lost = Math.min(rain, path.loss);
  const regained = rain > 0 ? 0 : (path.wholeLoss * step) / LOSS_RECOVERY_MINUTES;
  const loss = Math.min(path.wholeLoss, path.loss - lost + regained) as Millimetres;
  // 1 mm on 1 ha is 10 m³.
  const upper = through(path.upper, (rain - lost) * path.area * 10, path.delay / 2, step);
  const lower = through(path.lower, upper.outflow, path.delay / 2, step);
  return { path: { ...path, loss, upper: upper.stored, lower: lower.stored }, outflow: lower.outflow };
}

/** A linear reservoir that is fed `inflow` m³ evenly over the step. */
function through(stored: CubicMetres, inflow: number, delay: number, step: Minutes): { stored: CubicMetres; outflow: CubicMetres } {
  const kept = Math.exp(-step / delay);
  const after = stored * kept + (inflow / step) * delay * (1 - kept);
  return { stored: cubicMetres(after), outflow: cubicMetres(stored + inflow - after) };
}
