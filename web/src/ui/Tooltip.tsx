import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

/** The name of an icon, or a short why. The trigger keeps an aria-label of its own: fingers and ears never meet the tooltip. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={300} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-(--z-popup)">
          <Base.Popup role="tooltip" className="popup max-w-72 px-2 py-1 text-small">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
