/** What a transport needs once its link opens, and no sooner: loaded with the first. */
export { LinkSession } from './linkSession';
export { sourceStarter } from './listPorts';
