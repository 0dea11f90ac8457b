import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

// A script of its own, run once the page is there: 115 kB, and a shadow tree for each control, are not needed for a curve.
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeTextField(),
);

// The toolkit reads the theme when the page has loaded, which it has already.
if (document.readyState === 'complete') window.dispatchEvent(new Event('load'));
