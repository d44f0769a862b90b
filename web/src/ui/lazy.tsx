// Dialogs, menus and lists with search whose code comes when they are first needed: what floats weighs half as much as all the rest of a page.
import { cloneElement, lazy, Suspense, useEffect, useRef, useState, type ComponentType, type ReactElement } from 'react'
import type { ComboboxProps } from './Combobox'
import type { DatePickerProps } from './DatePicker'
import type { ConfirmProps, DialogProps } from './Dialog'
import { Input } from './Field'
import type { MenuProps } from './Menu'

const LazyDialog = lazy(() => import('./Dialog').then((m) => ({ default: m.Dialog })))
const LazyConfirm = lazy(() => import('./Dialog').then((m) => ({ default: m.ConfirmDialog })))

export const Dialog = (props: DialogProps) => (
  <Suspense>{props.open && <LazyDialog {...props} />}</Suspense>
)

const LazyCombobox = lazy(() => import('./Combobox').then((m) => ({ default: m.Combobox })))

/** The list with search comes with its own code; until then the field shows what is chosen. */
export const Combobox = (props: ComboboxProps) => (
  <Suspense fallback={<Input readOnly role="combobox" aria-expanded={false} aria-label={props.label} placeholder={props.placeholder} value={props.value?.label ?? ''} className={props.className} />}>
    <LazyCombobox {...props} />
  </Suspense>
)

const LazyDatePicker = lazy(() => import('./DatePicker').then((m) => ({ default: m.DatePicker })))

/** The calendar comes with its own code; until then the field shows the day. */
export const DatePicker = (props: DatePickerProps) => (
  <Suspense fallback={<Input readOnly aria-label={props.label} value={props.value ?? ''} className={props.className} />}>
    <LazyDatePicker {...props} />
  </Suspense>
)

export const ConfirmDialog = (props: ConfirmProps) => (
  <Suspense>{props.open && <LazyConfirm {...props} />}</Suspense>
)

let Loaded: ComponentType<MenuProps> | null = null
let loading: Promise<void> | null = null

function loadMenu() {
  loading ??= import('./Menu').then((m) => {
    Loaded = m.Menu
  })
  return loading
}

type Trigger = ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>

/** The button stands at once; what it opens comes while the browser rests, or at the latest when it is pressed. */
export function Menu(props: MenuProps) {
  const [ready, setReady] = useState(Loaded !== null)
  const [pressed, setPressed] = useState(false)
  const around = useRef<HTMLSpanElement>(null)
  const focused = useRef(false)
  useEffect(() => {
    if (ready) return
    let gone = false
    const load = () =>
      void loadMenu().then(() => {
        focused.current = around.current?.contains(document.activeElement) ?? false
        if (!gone) setReady(true)
      })
    const idle = 'requestIdleCallback' in window ? requestIdleCallback(load, { timeout: 4000 }) : setTimeout(load, 2000)
    if (pressed) load()
    return () => {
      gone = true
      if ('cancelIdleCallback' in window) cancelIdleCallback(idle as number)
      else clearTimeout(idle)
    }
  }, [ready, pressed])
  useEffect(() => {
    // The button is another one now; whoever was on it stays on it.
    if (ready && focused.current && !pressed) around.current?.querySelector('button')?.focus()
  }, [ready, pressed])
  const trigger = props.trigger as Trigger
  return (
    <span ref={around} className="contents">
      {ready && Loaded ? <Loaded {...props} defaultOpen={pressed} /> : cloneElement(trigger, { 'aria-haspopup': 'menu', 'aria-expanded': false, onClick: () => setPressed(true) })}
    </span>
  )
}
