import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  DrawerHeader,
  Modal,
  ModalHeader,
} from '@mantine/core';
import classes from '#src/ui/theme.module.css';
import { words } from '#words/ui.ts';

/** Where a place does not ask for more. */
const small = { defaultProps: { size: 'xs' } };

export const theme = createTheme({
  primaryColor: 'indigo',
  colors: {
    // Greys with a little blue in them, as in the light scheme.
    dark: [
      '#d3d8e0',
      '#b8c0cc',
      '#8f99a8',
      '#6b7583',
      '#3d4450',
      '#323843',
      '#262b33',
      '#1b1e24',
      '#15181d',
      '#101216',
    ],
  },
  // Mantine's default shades miss a contrast of 4.5 : 1 on filled buttons.
  primaryShade: 8,
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  components: {
    Button: Button.extend({ defaultProps: { fw: 500, size: 'xs', variant: 'default' } }),
    // By name: not all of them are loaded with the page.
    Checkbox: small,
    NativeSelect: small,
    TextInput: small,
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      classNames: { root: classes.actionIcon ?? '' },
    }),
    Modal: Modal.extend({
      defaultProps: { closeButtonProps: { 'aria-label': words.close } },
      classNames: { title: classes.dialogTitle ?? '' },
    }),
    Drawer: Drawer.extend({ classNames: { title: classes.dialogTitle ?? '' } }),
    // They are `header` elements, and a page has only one banner.
    ModalHeader: ModalHeader.extend({ defaultProps: { role: 'none' } }),
    DrawerHeader: DrawerHeader.extend({ defaultProps: { role: 'none' } }),
  },
  headings: { fontWeight: '650' },
  fontSizes: {
    xs: 'calc(0.8rem * var(--mantine-scale))',
    sm: 'calc(0.875rem * var(--mantine-scale))',
  },
});

/** What lies over what, the lowest first; Mantine has dialogs at 200 and popovers at 300. */
const layers = {
  '--layer-selection': '20',
  '--layer-floating': '50',
  '--layer-bar': '100',
  '--layer-notice': '150',
  '--layer-skip': '300',
  '--layer-drop': '400',
  '--layer-over-dialogs': '500',
};

/** Layers, colours of our own, and those of Mantine that miss a contrast of 4.5 : 1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: layers,
  light: {
    '--mantine-color-dimmed': '#5a6270',
    '--mantine-color-placeholder': '#6b7380',
    '--mantine-color-error': '#c02020',
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--fitscope-ground': '#f4f5f8',
    '--fitscope-line': '#dfe2e8',
    '--fitscope-accent': 'var(--mantine-color-indigo-8)',
  },
  dark: {
    '--mantine-color-dimmed': '#a3abb8',
    '--mantine-color-placeholder': '#8e97a5',
    '--mantine-color-error': '#ff8a8a',
    '--fitscope-ground': '#14161b',
    '--fitscope-line': '#2e333c',
    '--fitscope-accent': 'var(--mantine-color-indigo-3)',
  },
});
