/** Until debriefs narrow it, the reduced area is known to within a fifth (readiness.md §2). */
export const AREA_UNCERTAINTY = 0.2;
/** Share by which an outlet may give more or less than its law says. */
export const OUTLET_UNCERTAINTY = 0.1;
/** Accuracy of a level sensor in metres, until its certificate says otherwise (domain.md §4.4). */
export const LEVEL_ACCURACY = 0.02;
