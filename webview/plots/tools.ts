import { t } from '@vscode/l10n';
import type { PageCommand } from '../../src/protocol';
import { el } from '../dom';
import type { TimeView } from '../timeView';
import { iconButton } from './iconButton';
import { Pill } from './pill';
import { SpanControl } from './spanControl';

/** The row above the plots: pause, zoom, fit, cursor, time span, whether it is live, and one more plot. */
export class Tools {
  readonly element = el('div', {
    class: 'tools',
    attributes: { role: 'toolbar', 'aria-label': t('Plot tools') },
  });
  private readonly pause;
  private readonly cursor;
  private readonly add;
  private readonly span: SpanControl;
  private readonly pill: Pill;

  constructor(
    private readonly time: TimeView,
    run: (command: PageCommand) => void,
    addPlot: () => void,
  ) {
    const tool = (
      label: string,
      name: Parameters<typeof iconButton>[1],
      command: PageCommand,
      key: string,
    ) =>
      iconButton(
        label,
        name,
        command,
        () => {
          run(command);
        },
        key,
      );
    this.pause = tool(t('Pause'), 'pause', 'togglePause', t('Space'));
    this.pause.element.dataset.testid = 'pause';
    this.cursor = tool(t('Cursor'), 'crosshair', 'toggleCursor', 'C');
    this.span = new SpanControl((spanMs) => {
      time.setSpan(spanMs);
    });
    this.pill = new Pill(time);
    this.add = iconButton(t('Add a plot'), 'add', 'add-plot', addPlot);
    this.element.append(
      this.pause.element,
      tool(t('Zoom in'), 'zoomIn', 'zoomIn', '+').element,
      tool(t('Zoom out'), 'zoomOut', 'zoomOut', '−').element,
      tool(t('Show all'), 'fit', 'showAll', 'F').element,
      this.cursor.element,
      this.span.element,
      el('span', { class: 'grow' }),
      this.pill.element,
      this.add.element,
    );
  }

  /** `full`: no more plots can be added. */
  update(cursorPinned: boolean, full: boolean): void {
    const paused = this.time.mode === 'paused';
    this.pause.setLabel(paused ? t('Resume') : t('Pause'), paused ? 'play' : 'pause');
    this.cursor.setPressed(cursorPinned);
    this.add.setDisabled(full ? t('There are as many plots as there can be.') : undefined);
    this.span.set(this.time.spanMs);
    this.pill.update();
  }
}
