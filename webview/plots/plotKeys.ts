import type { Cursor } from './cursor';
import { keyAction } from './keys';
import type { Navigation } from './navigation';
import type { Plot } from './plot';

/** Makes single keys act while a plot has the focus, and never in a field or on a button. */
export function addKeys(plot: Plot, cursor: Cursor, navigation: Navigation): void {
  plot.body.addEventListener('keydown', (event) => {
    if (event.target !== plot.body) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const altGraph = event.getModifierState('AltGraph');
    const pressed = { key, ctrlKey, metaKey, altKey, shiftKey, altGraph };
    const action = keyAction(pressed, cursor.pinned);
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    navigation.act(action);
  });
}
