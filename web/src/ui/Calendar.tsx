import clsx from 'clsx'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useLocale, useTranslations } from '../lib/i18n'
import { addDays, addMonths, formatLongDay, formatMonth, formatWeekday, monthGrid, weekday, weekStart, type Day } from '../lib/dates'
import { Button } from './Button'

export type CalendarProps = { value: Day | null; today: Day; min?: Day; max?: Day; onPick: (day: Day) => void }

/** One month as a grid. Arrows move by day and week, PageUp and PageDown by month, with Shift by year, Home and End within the week. */
export function Calendar({ value, today, min, max, onPick }: CalendarProps) {
  const t = useTranslations('ui')
  const lang = useLocale()
  const first = weekStart(lang)
  const within = (day: Day) => (!min || day >= min) && (!max || day <= max)
  const clamp = (day: Day) => (min && day < min ? min : max && day > max ? max : day)
  const [cursor, setCursor] = useState(() => clamp(value ?? today))
  const grid = useRef<HTMLTableElement>(null)
  const follow = useRef(true)
  useEffect(() => {
    if (follow.current) grid.current?.querySelector<HTMLElement>(`[data-day="${cursor}"]`)?.focus()
  }, [cursor])
  const go = (day: Day, focus = true) => {
    follow.current = focus
    setCursor(clamp(day))
  }
  const onKey = (e: KeyboardEvent) => {
    const inWeek = (weekday(cursor) - first + 7) % 7
    const to = {
      ArrowLeft: addDays(cursor, -1),
      ArrowRight: addDays(cursor, 1),
      ArrowUp: addDays(cursor, -7),
      ArrowDown: addDays(cursor, 7),
      Home: addDays(cursor, -inWeek),
      End: addDays(cursor, 6 - inWeek),
      PageUp: addMonths(cursor, e.shiftKey ? -12 : -1),
      PageDown: addMonths(cursor, e.shiftKey ? 12 : 1),
    }[e.key]
    if (!to) return
    e.preventDefault()
    go(to)
  }
  const weeks = monthGrid(cursor, first)
  return (
    <div className="p-2">
      <div className="flex items-center">
        <Button kind="quiet" aria-label={t('date.previousMonth')} icon={<ChevronLeft aria-hidden />} onClick={() => go(addMonths(cursor, -1), false)} />
        <h3 className="flex-1 text-center font-strong" aria-live="polite">
          {formatMonth(lang, cursor)}
        </h3>
        <Button kind="quiet" aria-label={t('date.nextMonth')} icon={<ChevronRight aria-hidden />} onClick={() => go(addMonths(cursor, 1), false)} />
      </div>
      <table ref={grid} role="grid" aria-label={formatMonth(lang, cursor)} onKeyDown={onKey} className="num w-full">
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={formatWeekday(lang, day, 'long')} className="p-1 text-small font-normal text-ink2">
                {formatWeekday(lang, day, 'narrow')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} role="gridcell" aria-selected={day === value} className="p-0 text-center">
                  <button
                    type="button"
                    data-day={day}
                    tabIndex={day === cursor ? 0 : -1}
                    disabled={!within(day)}
                    aria-label={formatLongDay(lang, day)}
                    aria-current={day === today ? 'date' : undefined}
                    onClick={() => onPick(day)}
                    className={clsx(
                      'size-control rounded-control -outline-offset-2 hover:bg-sunk disabled:line-through disabled:hover:bg-transparent',
                      day === value ? 'bg-accent font-strong text-on-accent hover:bg-accent-hover' : day.slice(0, 7) === cursor.slice(0, 7) ? 'text-ink' : 'text-ink2',
                      day === today && day !== value && 'border border-control',
                    )}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
