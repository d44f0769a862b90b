import { Popover } from '@base-ui/react/popover'
import clsx from 'clsx'
import { CalendarDays } from 'lucide-react'
import { useState, type ChangeEvent, type CompositionEvent } from 'react'
import { useTranslations } from '../lib/i18n'
import { parseDay, type Day } from '../lib/dates'
import { useTouch } from '../lib/useMedia'
import { Calendar } from './Calendar'
import { useField } from './Field'

export type DatePickerProps = {
  value: Day | null
  onChange: (day: Day | null) => void
  /** The day it is where the company works; passed in, because the device may be elsewhere. */
  today: Day
  min?: Day
  max?: Day
  label?: string
  className?: string
}

/** A day, typed in any usual way or picked. Under a finger it is the platform's own wheel. */
export function DatePicker({ value, onChange, today, min, max, label, className }: DatePickerProps) {
  const t = useTranslations('ui')
  const touch = useTouch()
  const { 'aria-labelledby': labelled, ...field } = useField()
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const within = (day: Day) => (!min || day >= min) && (!max || day <= max)
  if (touch) {
    return (
      <input
        {...field}
        type="date"
        aria-label={label}
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(e) => onChange(e.target.value || null)}
        className={clsx('box num w-full px-2.5', className)}
      />
    )
  }
  const read = (text: string) => {
    setTyped(text)
    const day = parseDay(text, today)
    if (day && within(day)) onChange(day)
    else if (!text.trim()) onChange(null)
  }
  const onInput = (e: ChangeEvent<HTMLInputElement>) => ((e.nativeEvent as InputEvent).isComposing ? setTyped(e.target.value) : read(e.target.value))
  const unread = typed !== null && typed.trim() !== '' && !parseDay(typed, today)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <div className={clsx('relative', className)}>
        <input
          {...field}
          aria-label={label}
          aria-invalid={field['aria-invalid'] ?? (unread || undefined)}
          placeholder={t('date.form')}
          autoComplete="off"
          value={typed ?? value ?? ''}
          onChange={onInput}
          onCompositionEnd={(e: CompositionEvent<HTMLInputElement>) => read(e.currentTarget.value)}
          onBlur={() => !unread && setTyped(null)}
          className="box num w-full pr-control pl-2.5"
        />
        <Popover.Trigger aria-label={t('date.open')} className="absolute inset-y-0 right-0 grid w-control place-items-center text-ink2" aria-describedby={labelled}>
          <CalendarDays aria-hidden />
        </Popover.Trigger>
      </div>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} className="z-(--z-popup)">
          <Popover.Popup aria-label={t('date.open')} className="popup">
            <Calendar
              value={value}
              today={today}
              min={min}
              max={max}
              onPick={(day) => {
                setTyped(null)
                onChange(day)
                setOpen(false)
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
