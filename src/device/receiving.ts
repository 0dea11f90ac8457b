/** What a device needs once bytes may come, and no sooner: loaded with its first link. */
export { Pipeline } from '../pipeline/pipeline';
export { Troubles } from './troubles';
