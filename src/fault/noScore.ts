import type { FaultScore } from '../model';

/** Nothing was injected. */
export const NO_SCORE: FaultScore = {
  injected: 0,
  caught: 0,
  missed: 0,
  pending: 0,
  missedNumbers: [],
  caughtBy: '',
};
