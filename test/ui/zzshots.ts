import { openBrowser } from './webviewPage';
import { StagePage } from './stagePage';
const run = async () => {
  const browser = await openBrowser();
  const want = process.argv.slice(2);
  for (const [name, options] of [
    ['dark', { theme: 'dark', width: 1060, height: 620 }],
    ['light', { theme: 'light', width: 1060, height: 620 }],
    ['hc', { theme: 'highContrast', width: 1060, height: 620 }],
    ['hcl', { theme: 'highContrastLight', width: 1060, height: 620 }],
    ['narrow', { theme: 'dark', width: 380, height: 760 }],
  ] as const) {
    if (want.length > 0 && !want.includes(name)) continue;
    const stage = await StagePage.open(browser, options);
    stage.fill(90_000, [20_000, 14_000]);
    stage.stack(['temp_motor', 'temp_mcu'], ['rpm'], ['current', 'vbus', 'duty']);
    await stage.showAndDraw().catch(async (e) => { console.log(stage.console.join('\n'), JSON.stringify(stage.sent).slice(0,500)); await stage.page.screenshot({path:'/tmp/shots/fail.png'}); throw e; });
    const ids = stage.plots.flatMap((p) => p.channelIds);
    await stage.send({ type: 'statistics', fromMs: 0, toMs: 1, rows: ids.map((channelId) => ({ channelId, latest: 73.2, min: 61.2, max: 80.1, mean: 70.4, deviation: 3, rate: 100, count: 6000 })) });
    const now = stage.nowMs;
    const ev = (number: number, ago: number, fact: any) => ({ number, deviceId: 'motor', timeMs: now - ago, lastMs: now - ago, count: 1, fact });
    await stage.send({ type: 'events', whole: true, events: [
      ev(1, 80000, { kind: 'state', from: 'idle', to: 'measuring', cause: 'started' }),
      ev(2, 40000, { kind: 'state', from: 'measuring', to: 'safeState', cause: 'checksum ×5' }),
      ev(3, 30000, { kind: 'state', from: 'safeState', to: 'measuring', cause: 'started' }),
      ev(4, 22000, { kind: 'injected', faultId: 50, fault: 'flip', first: 1, last: 1 }),
    ] });
    await stage.page.waitForTimeout(400);
    const box = await stage.body(0).boundingBox();
    if (box) await stage.page.mouse.move(box.x + box.width * 0.55, box.y + 60);
    await stage.page.waitForTimeout(300);
    await stage.page.screenshot({ path: `/tmp/shots/${name}.png` });
    console.log(name, stage.console.join('\n'));
    await stage.dispose();
  }
  await browser.close();
};
void run();
