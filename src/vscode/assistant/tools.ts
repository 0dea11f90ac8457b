import { armFault } from './armFault';
import { clearFaults } from './clearFaults';
import { explainNotPlotted } from './explainNotPlotted';
import { listDevices } from './listDevices';
import { listEvents } from './listEvents';
import { listRejectedFrames } from './listRejectedFrames';
import { pauseDebugger } from './pauseDebugger';
import { readChannels } from './readChannels';
import { sendCommand } from './sendCommand';
import type { Tool } from './tool';
import { waitFor } from './waitFor';

/** Every language-model tool of the manifest, by its name. A host test compares the two. */
export const TOOLS = {
  telemetryhub_list_devices: listDevices,
  telemetryhub_read_channels: readChannels,
  telemetryhub_wait_for: waitFor,
  telemetryhub_list_events: listEvents,
  telemetryhub_list_rejected_frames: listRejectedFrames,
  telemetryhub_explain_not_plotted: explainNotPlotted,
  telemetryhub_arm_fault: armFault,
  telemetryhub_clear_faults: clearFaults,
  telemetryhub_send_command: sendCommand,
  telemetryhub_pause_debugger: pauseDebugger,
} satisfies Record<string, Tool>;
