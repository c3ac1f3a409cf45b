/** Whether a rise in m/h is told as none: what rounds to 0.0 is the sensor's own noise over ten minutes. */
export const isSteady = (risePerHour: number): boolean => Math.abs(risePerHour) < 0.05;
