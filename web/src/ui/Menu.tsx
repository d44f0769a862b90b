import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'

export type MenuItem =
  | { kind?: 'act'; label: string; icon?: ReactNode; onSelect: () => void; danger?: boolean; disabled?: boolean; checked?: boolean }
  | { kind: 'line' }
  | { kind: 'title'; label: string }

export type MenuProps = { trigger: ReactElement; items: readonly MenuItem[]; label: string; align?: 'start' | 'end' }

const item = 'flex min-h-control items-center gap-2 px-3 outline-none select-none data-disabled:text-ink2 data-highlighted:bg-sunk'

/** Acts behind a button. Arrows move, letters find, Escape closes. */
export function Menu({ trigger, items, label, align = 'end' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-(--z-popup)">
          <Base.Popup aria-label={label} className="popup max-h-(--available-height) max-w-[90vw] min-w-48 overflow-y-auto py-1 outline-none">
            {items.map((it, i) =>
              it.kind === 'line' ? (
                <Base.Separator key={`line${i}`} className="my-1 border-t border-line" />
              ) : it.kind === 'title' ? (
                <div key={it.label} className="px-3 py-1 text-small text-ink2">
                  {it.label}
                </div>
              ) : (
                <Fragment key={it.label}>
                  {it.checked === undefined ? (
                    <Base.Item disabled={it.disabled} onClick={it.onSelect} className={it.danger ? `${item} text-bad` : item}>
                      {it.icon}
                      {it.label}
                    </Base.Item>
                  ) : (
                    <Base.CheckboxItem checked={it.checked} disabled={it.disabled} onCheckedChange={it.onSelect} className={item}>
                      <span className="w-[1.125em]">{it.checked && <Check aria-hidden />}</span>
                      {it.label}
                    </Base.CheckboxItem>
                  )}
                </Fragment>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
