/** What telemetry breakpoints need once there is one, and no sooner: loaded with the first. */
export { BreakpointWatch } from './breakpointWatch';
export { parseBreakpoints } from './parseBreakpoints';
export { pause } from './pause';
export { noSessionText, pauseText } from './pauseText';
