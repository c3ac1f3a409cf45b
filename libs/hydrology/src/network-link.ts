/** `from` drains to `to`; both are catchments or assets. */
export interface NetworkLink {
  readonly from: string;
  readonly to: string;
  /** Share of the water that goes this way, 0–1; without it, all of it. */
  readonly share?: number;
}
