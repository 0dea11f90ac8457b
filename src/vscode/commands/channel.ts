import * as vscode from 'vscode';
import { valueText } from '../words';
import { onChannel } from './target';

/** Puts a channel on the plot, and shows the plot. */
export const plotChannel = onChannel(({ focus, panels }, device, channel) => {
  focus.set(device.profile.id);
  focus.plot(device, channel.id, true);
  return panels.open();
});

/** Takes a channel off the plot. */
export const unplotChannel = onChannel(({ focus }, device, channel) => {
  focus.plot(device, channel.id, false);
});

/** Gives a channel a plot of its own, and shows it. */
export const plotAlone = onChannel(({ focus, panels }, device, channel) => {
  focus.set(device.profile.id);
  focus.plotAlone(device, channel.id);
  return panels.open();
});

/** The latest value with its unit, to the clipboard. */
export const copyValue = onChannel((_, __, { latest, unit }) =>
  vscode.env.clipboard.writeText(valueText(latest, unit)),
);

/** The channel's name, to the clipboard. */
export const copyName = onChannel((_, __, { name }) => vscode.env.clipboard.writeText(name));
