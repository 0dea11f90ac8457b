import * as vscode from 'vscode';
import type { Channel, Device } from '../../device/device';
import type { Hub } from '../../hub';
import { meaningText } from '../../meaningText';
import { formatNumber } from '../../numberFormat';
import { seriesColour } from '../../seriesColour';
import { channelsNamed } from '../../sourceCode/sourceNames';
import { sparkline } from '../../sourceCode/sparkline';
import { commandLink } from '../commandLink';
import { meaningOf } from '../meaningOf';
import { numberText, valueText } from '../words';
import { sourceNamesFor } from './sourceNameSetting';

/** Channels shown, at most: of several devices, or elements of one array. */
const MAX_ROWS = 6;
const MAX_NAME = 60;
const COLUMNS = 120;
const SIZE = { width: 240, height: 36 };
/** Without a paragraph's space: VS Code shows 250 px of a hover, and two devices fit in. */
const NEXT_LINE = '  \n';
const PLOT = 'telemetryhub.plotChannel';
const LINE = 'telemetryhub.goToLine';

/** One channel that the identifier names. */
interface Row {
  readonly device: Device;
  readonly channel: Channel;
}

/** Over the last `spanMs`: what the channels of this name show, a row each; undefined where it names none. */
export function channelHover(
  identifier: string,
  devices: readonly Device[],
  uri: vscode.Uri,
  hub: Pick<Hub, 'store' | 'nowMs'>,
  spanMs: number,
): vscode.MarkdownString | undefined {
  const names = sourceNamesFor(uri);
  const rows = devices.flatMap((device) =>
    channelsNamed(identifier, device.channels, names).map((channel) => ({ device, channel })),
  );
  if (rows.length === 0) return undefined;
  const text = new vscode.MarkdownString();
  // Names come from devices: nothing but these two may be run by a link, and none of them is markup.
  text.isTrusted = { enabledCommands: [PLOT, LINE] };
  rows.slice(0, MAX_ROWS).forEach((row, i) => {
    if (i > 0) text.appendMarkdown('\n\n---\n\n');
    addRow(text, row, hub, spanMs);
  });
  const more = rows.length - MAX_ROWS;
  if (more > 0) {
    text.appendMarkdown('\n\n---\n\n');
    text.appendText(vscode.l10n.t('… and {0} more channels of this name', numberText(more)));
  }
  return text;
}

function addRow(
  text: vscode.MarkdownString,
  { device, channel }: Row,
  hub: Pick<Hub, 'store' | 'nowMs'>,
  spanMs: number,
): void {
  const { store } = hub;
  const now = hub.nowMs();
  const fromMs = now - spanMs;
  text.appendMarkdown('**');
  text.appendText(channel.name.slice(0, MAX_NAME));
  text.appendMarkdown('** · ');
  text.appendText([device.profile.name, latestText(channel, now)].join(' · '));
  const { min, max, mean, count } = store.statistics(channel.id, fromMs, now);
  text.appendMarkdown(NEXT_LINE);
  text.appendText(rangeText(channel, spanMs, count > 0 ? { min, max, mean } : undefined));
  addSparkline(text, channel, fromMs, now, store);
  const plot = commandLink(vscode.l10n.t('Show in plot'), PLOT, channel.id);
  const line = commandLink(vscode.l10n.t('Go to the line that prints this'), LINE, channel.id);
  text.appendMarkdown(`${NEXT_LINE}${plot} · ${line}`);
}

function latestText(channel: Channel, nowMs: number): string {
  const value = meaningText(channel.latest, meaningOf(channel));
  const shown = value ?? valueText(channel.latest, channel.unit);
  const seconds = (nowMs - channel.latestMs) / 1000;
  if (!(seconds >= 0)) return shown;
  const age = formatNumber(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 });
  return `${shown} · ${vscode.l10n.t('{0} s old', age)}`;
}

function rangeText(
  { unit, isText }: Channel,
  spanMs: number,
  numbers: { min: number; max: number; mean: number } | undefined,
): string {
  const span = formatNumber(spanMs / 1000, { maximumFractionDigits: 1 });
  if (numbers === undefined) return vscode.l10n.t('No value in the last {0} s', span);
  // The numbers of a text channel stand for its texts only.
  if (isText === true) return vscode.l10n.t('Over the last {0} s', span);
  const [min, max, mean] = [numbers.min, numbers.max, numbers.mean].map((n) => valueText(n, unit));
  return vscode.l10n.t('min {0} · max {1} · mean {2} over the last {3} s', min, max, mean, span);
}

function addSparkline(
  text: vscode.MarkdownString,
  { id, colour }: Channel,
  fromMs: number,
  toMs: number,
  store: Hub['store'],
): void {
  const columns = store.query(id, fromMs, toMs, (toMs - fromMs) / COLUMNS);
  const look = { ...SIZE, colour: seriesColour(colour, isLight()) };
  const svg = sparkline(columns, fromMs, toMs, look);
  if (svg === '') return;
  const uri = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const size = `width=${String(SIZE.width)},height=${String(SIZE.height)}`;
  text.appendMarkdown(`${NEXT_LINE}![${vscode.l10n.t('Course')}](${uri}|${size})`);
}

function isLight(): boolean {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight;
}
