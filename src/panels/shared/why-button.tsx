import { CardButton } from '#src/panels/shared/card-button.tsx';

/** Opens and closes what is known of why the run ended where it did. */
export function WhyButton() {
  return <CardButton size="sm" card="why" testId="why" px="sm" me="xs" flex="none" />;
}
