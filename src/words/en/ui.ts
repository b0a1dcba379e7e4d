export const words = {
  // copy-button
  copied: 'Copied',
  notAllowedCopyByHand: 'Blocked: copy by hand',

  // help-popover
  about: (about: string) => `About ${about}`,

  // theme: of dialogs
  close: 'Close',

  // lazy-part
  thisPartOfThePageCould: 'This part of the page could not be loaded',
  areYouOfflineOrWasThe: 'Are you offline, or was the site updated? Training goes on meanwhile.',
  tryAgain: 'Try again',
  reloadThePage: 'Reload the page',

  // number-text
  writeANumber: 'write a number',
  commaInNumber: (given: string, withPoint: string) =>
    `write “${given}” with a decimal point: ${withPoint}`,
  to: 'to',
  isNotANumber: (trimmed: string) => `“${trimmed}” is not a number`,

  // qr-code
  thisLinkIsTooLongFor: 'This link is too long for a QR code.',

  // range-text
  writeTwoNumbersForExample: 'write two numbers, for example 0 … 1',
  writeAnIntervalForEach: 'write an interval for each input, separated by ;',
};

/** What stands on the keys. */
export const keyCapWords = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', space: 'Space' };
