import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { Fragment, useState, type ReactElement, type ReactNode } from 'react'

export type MenuItem =
  | {
      kind?: 'act'
      label: string
      /** A second, smaller line. */
      hint?: string
      icon?: ReactNode
      onSelect: () => void
      danger?: boolean
      disabled?: boolean
      checked?: boolean
      /** What can be checked stays open for more, unless the choice leads elsewhere. */
      closes?: boolean
      /** Tells apart two items of the same words. */
      key?: string
    }
  | { kind: 'line' }
  | { kind: 'title'; label: string }

export type MenuProps = { trigger: ReactElement; items: readonly MenuItem[]; label: string; align?: 'start' | 'end'; defaultOpen?: boolean }

const Words = ({ label, hint }: { label: string; hint?: string }) => (
  <span className="min-w-0 flex-1">
    <span className="block truncate">{label}</span>
    {hint && <span className="block truncate text-small text-ink2">{hint}</span>}
  </span>
)

const item = 'flex min-h-control py-1 items-center gap-2 px-3 outline-none select-none data-disabled:text-ink2 data-highlighted:bg-sunk'

/** Acts behind a button. Arrows move, letters find, Escape closes. */
export function Menu({ trigger, items, label, align = 'end', defaultOpen }: MenuProps) {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null)
  return (
    <Base.Root modal={false} defaultOpen={defaultOpen}>
      <Base.Trigger render={trigger} ref={(button: HTMLElement | null) => setLandmark(button?.closest<HTMLElement>('header, nav, main, [role=dialog]') ?? null)} />
      {/* It belongs to the part of the page that its button stands in, also for those who hear the page. */}
      <Base.Portal container={landmark ?? undefined}>
        <Base.Positioner align={align} sideOffset={4} className="z-(--z-popup)">
          <Base.Popup aria-label={label} className="popup max-h-(--available-height) max-w-[min(90vw,22rem)] min-w-48 overflow-y-auto py-1 outline-none">
            {items.map((it, i) =>
              it.kind === 'line' ? (
                <Base.Separator key={`line${i}`} className="my-1 border-t border-line" />
              ) : it.kind === 'title' ? (
                <div key={it.label} className="px-3 py-1 text-small text-ink2">
                  {it.label}
                </div>
              ) : (
                <Fragment key={it.key ?? it.label}>
                  {it.checked === undefined ? (
                    <Base.Item disabled={it.disabled} onClick={it.onSelect} className={it.danger ? `${item} text-bad` : item}>
                      {it.icon}
                      <Words {...it} />
                    </Base.Item>
                  ) : (
                    <Base.CheckboxItem checked={it.checked} closeOnClick={it.closes} disabled={it.disabled} onCheckedChange={it.onSelect} className={item}>
                      <span className="w-[1.125em] flex-none">{it.checked && <Check aria-hidden />}</span>
                      {it.icon}
                      <Words {...it} />
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
