import { Menu, type MenuProps, Popover, type PopoverProps } from '@mantine/core';
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';

/** What the button of a dropdown is to have. */
export interface Opener {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly id: string;
  readonly 'aria-haspopup': 'menu' | 'dialog';
  readonly 'aria-expanded': boolean;
  readonly 'aria-controls': string | undefined;
  readonly onClick: () => void;
}

interface ButtonProps {
  readonly renderButton: (opener: Opener) => ReactElement;
  /** Of the button, where others need it. */
  readonly buttonRef?: RefObject<HTMLButtonElement | null>;
  readonly children: ReactNode;
}

/** A button with a menu of `Menu.Item`s. */
export function MenuButton({
  renderButton,
  buttonRef,
  children,
  ...props
}: ButtonProps & Pick<MenuProps, 'position' | 'zIndex'>) {
  const { opener, target, state } = useDropdown('menu', buttonRef);
  return (
    <>
      {renderButton(opener)}
      {target && (
        <Menu shadow="md" {...props} {...state}>
          <Menu.Target>{target}</Menu.Target>
          <Menu.Dropdown>{children}</Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

/** A button with a few words or controls, which have the focus while they are there. */
export function PopoverButton({
  renderButton,
  buttonRef,
  testId,
  className,
  children,
  ...props
}: ButtonProps & { readonly testId?: string; readonly className?: string | undefined } & Pick<
    PopoverProps,
    'position' | 'width'
  >) {
  const { opener, target, state } = useDropdown('dialog', buttonRef);
  return (
    <>
      {renderButton(opener)}
      {target && (
        <Popover shadow="md" withArrow trapFocus returnFocus {...props} {...state}>
          <Popover.Target>{target}</Popover.Target>
          <Popover.Dropdown className={className ?? ''} data-testid={testId}>
            {children}
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}

/** A dropdown is not there until it is first opened: Mantine's draw themselves and their buttons twice, open or not. */
function useDropdown(kind: Opener['aria-haspopup'], ref?: Opener['ref']) {
  const id = useId();
  const own = useRef<HTMLButtonElement>(null);
  const button = ref ?? own;
  const [isMade, setIsMade] = useState(false);
  const [opened, onChange] = useState(false);
  const opener: Opener = {
    ref: button,
    id,
    'aria-haspopup': kind,
    'aria-expanded': opened,
    'aria-controls': opened ? `${id}-dropdown` : undefined,
    onClick() {
      // What is there before it opens knows where the focus was.
      flushSync(() => setIsMade(true));
      onChange(!opened);
    },
  };
  return {
    opener,
    target: isMade && <Existing element={button} />,
    state: { id, opened, onChange },
  };
}

/** Stands for an element that is on the page already. */
function Existing(props: {
  readonly element: Opener['ref'];
  readonly ref?: Ref<HTMLButtonElement | null>;
}) {
  const { element, ref } = props;
  useImperativeHandle(ref, () => element.current as HTMLButtonElement, [element]);
  return null;
}
