import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  printingPlaces as inSteps,
  type PrintingPlace,
  type WantedChannel,
} from '../../../src/sourceCode/printingLines';

function printingPlaces(...asked: Parameters<typeof inSteps>): readonly PrintingPlace[] {
  const steps = inSteps(...asked);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const named = (name: string, more: Partial<WantedChannel> = {}): WantedChannel => ({
  name,
  identifiers: [],
  isBinary: false,
  ...more,
});

/** `likeness` of the one line, by the name `temp` unless given. */
function likeness(line: string, wanted = named('temp'), ending = 'c'): string | undefined {
  return printingPlaces(line, ending, wanted).at(0)?.likeness;
}

/** The line, from 1, of the surest place. */
function surestLine(source: string, wanted: WantedChannel, ending = 'c'): number | undefined {
  const places = [...printingPlaces(source, ending, wanted)].sort((a, b) => a.rank - b.rank);
  return places.length === 0 ? undefined : places[0].line + 1;
}

describe('lines that print a channel', () => {
  for (const line of [
    String.raw`printf("temp:%.1f,rpm:%d\n", t, rpm);`,
    String.raw`snprintf(line, sizeof line, ">temp:%ld\r\n", (long)t);`,
    String.raw`printf("\ntemp=%5.2f", t);`,
    String.raw`printf("rpm:%d\ttemp: %d\n", rpm, t);`,
    String.raw`printf("{\"temp\":%d,\"rpm\":%d}\n", t, rpm);`,
    String.raw`LOG_INF("temp = %" PRId32, t);`,
    String.raw`printf("temp[%s]: %d", unit, t);`,
    'println!("temp:{}", t);',
    'defmt::info!("temp:{=f32}", t);',
    'ESP_LOGI(TAG, "temp: %d", t);',
  ]) {
    it(`has name and conversion in one literal: ${line}`, () => {
      assert.equal(likeness(line), 'format');
    });
  }
  it('has name and conversion in one literal, in Python', () => {
    assert.equal(likeness("print(f'temp:{t}')", named('temp'), 'py'), 'format');
    assert.equal(likeness('print("temp:%d" % t)  # temp', named('temp'), 'py'), 'format');
  });

  for (const line of [
    'Serial.print("temp:");',
    'Serial.print(">temp:"); Serial.println(t);',
    'end = add_tenths(add_text(line, "temp:"), t);',
    'std::cout << "temp=" << t << std::endl;',
    'Serial.print(F("temp: "));',
    'printf("temp %d", t);',
  ]) {
    it(`has a label: ${line}`, () => {
      assert.equal(likeness(line), 'label');
    });
  }

  it('has a column of a header', () => {
    assert.equal(likeness('puts("time,temp,rpm");'), 'column');
    assert.equal(likeness('puts("time;rpm;temp\\r\\n");'), 'column');
    assert.equal(likeness('puts("time\\ttemp");'), 'column');
  });

  it('has a key', () => {
    assert.equal(likeness('doc["temp"] = t;'), 'key');
    assert.equal(likeness('plot.add("temp", t);'), 'key');
  });

  it('declares a member', () => {
    for (const line of ['  float temp;', '  int16_t temp[3];', '  uint8_t temp : 4;']) {
      assert.equal(likeness(line), 'member', line);
    }
    assert.equal(likeness('    pub temp: f32,', named('temp'), 'rs'), 'member');
    assert.equal(likeness('  return temp;'), 'identifier');
  });

  it('mentions it, or has an identifier of its name', () => {
    assert.equal(likeness('puts("ERROR: temp too high");'), 'mention');
    assert.equal(likeness('if (temp > 80) stop();'), 'identifier');
  });

  it('has an identifier that the setting gives', () => {
    const wanted = named('temp', { identifiers: ['g_temp_x10'] });
    assert.equal(likeness('send(g_temp_x10);', wanted), 'mapped');
    assert.equal(likeness('send(g_temp);', wanted), undefined);
  });

  for (const line of [
    '// printf("temp:%d", t);',
    '/* "temp:" */',
    'printf("motor_temp:%d", t);',
    'printf("temp_mcu:%d", t);',
    'printf("temps:%d", t);',
    'printf("motor.temp:%d", t);',
    'temperature = 3;',
  ]) {
    it(`is none: ${line}`, () => {
      assert.equal(likeness(line), undefined);
    });
  }
  it('is none in a comment of Python', () => {
    assert.equal(likeness('# print("temp:%d")', named('temp'), 'py'), undefined);
  });

  it('is found by the last segment of a dotted name, the whole name before it', () => {
    const wanted = named('imu.gyro.0');
    assert.equal(likeness('printf("gyro:%d", g);', wanted), 'format');
    const source = 'printf("gyro:%d", g);\nprintf("imu.gyro.0:%d", g);\n';
    assert.equal(surestLine(source, wanted), 2);
  });

  it('is the member of a struct first where the device sends bytes', () => {
    const source = 'printf("temp:%d", t);\nstruct frame {\n  float temp;\n};\n';
    assert.equal(surestLine(source, named('temp')), 1);
    assert.equal(surestLine(source, named('temp', { isBinary: true })), 3);
  });

  it('says line, column, length and the text that a list shows', () => {
    const source = 'int x;\r\n\n\t  printf("rpm:%d,temp:%d", rpm, t);\r\n';
    assert.deepEqual(printingPlaces(source, 'c', named('temp')), [
      {
        line: 2,
        column: 18,
        length: 4,
        text: 'printf("rpm:%d,temp:%d", rpm, t);',
        likeness: 'format',
        rank: 1,
      },
    ]);
  });

  it('are found in the firmware of the emulated board', () => {
    const source = readFileSync('test/fixtures/firmware/main.c', 'utf8');
    const lines = source.split('\n');
    const at = (name: string, more?: Partial<WantedChannel>) =>
      lines[(surestLine(source, named(name, more)) ?? 0) - 1]?.trim();
    assert.match(at('temp'), /add_text\(line, "temp:"\)/);
    assert.match(at('rpm'), /add_text\(end, ",rpm:"\)/);
    assert.match(at('Seq'), /", Seq="/);
    assert.equal(surestLine(source, named('volts')), undefined);
    assert.match(at('volts', { identifiers: ['g_load'] }), /g_load/);
  });

  it('are at most 100 of one file', () => {
    assert.equal(printingPlaces('puts("temp:");\n'.repeat(300), 'c', named('temp')).length, 100);
  });

  it('are told from the text of an unfinished literal or comment', () => {
    assert.deepEqual(printingPlaces('"temp:', 'c', named('volts')), []);
    assert.deepEqual(printingPlaces('/* "temp:"', 'c', named('temp')), []);
    assert.equal(likeness(`char c = '"'; puts("temp:");`), 'label');
  });
});
