import { propertyPattern, revealSetting } from './revealSetting';
import { settingTarget } from './writeSetting';

/** Opens the settings file that holds a script, with the cursor on its name. */
export async function revealScript(name: string): Promise<void> {
  const at = propertyPattern('name', name);
  await revealSetting({ target: settingTarget() }, 'telemetryhub.faultScripts', at);
}
