import type { Icon } from '@tabler/icons-react';
import { useAction } from '#src/store/hooks.ts';
import { IconButton } from '#src/ui/icon-button.tsx';
import { type ActionId, actionWords } from '#words/actions.ts';

/** An action of the page as an icon. */
export function ActionButton({ id, icon }: { readonly id: ActionId; readonly icon: Icon }) {
  return (
    <IconButton
      icon={icon}
      label={actionWords[id].label}
      data-testid={id.replace('_', '-')}
      {...useAction(id)}
    />
  );
}
