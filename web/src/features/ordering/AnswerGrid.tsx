import { useRef, useState } from 'react'
import { dayOf, deviceZone } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { useNow } from '../../lib/useNow'
import { useUnsaved } from '../../shell/unsaved'
import { Button } from '../../ui/Button'
import { EditGrid, type CellChange, type EditGridHandle, type GridColumn } from '../../ui/EditGrid'
import { KeyLine } from '../../ui/KeyLine'
import { ConfirmDialog } from '../../ui/lazy'
import { Section } from '../../ui/Page'
import { Select } from '../../ui/Select'
import { Refusal } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { actsOf, answerOf, choices, fields, isField, tallyOf, textOf, wrongOf, wrongs, type AllTyped, type Answer, type Field, type Typed } from './answer'
import { LineWishes } from './OrderParts'
import { actOn, type Line, type Order } from './queries'

const width: Record<Field, number> = { quantity: 7, price: 8, day: 8.5, reason: 13 }

function useColumns(all: AllTyped, choose: (line: number, answer: Answer) => void): GridColumn<Line>[] {
  const t = useTranslations('ordering.answer')
  const lang = useLocale()
  const unit = useUnit()
  const today = dayOf(useNow(), deviceZone)
  const typedOf = (l: Line): Typed => all.get(l.line) ?? {}
  const off = (l: Line) => answerOf(l, typedOf(l)) === 'later'
  const was = (l: Line, field: Field) => {
    if (typedOf(l)[field] === undefined) return undefined
    return field === 'quantity' ? t('wasQuantity', { quantity: formatNumber(lang, l.quantity) }) : field === 'price' ? t('wasPrice', { price: formatUnitPrice(lang, l.price) }) : undefined
  }
  return [
    {
      key: 'name', title: t('line'), width: 17, main: true, fixed: true, wraps: true, text: (l) => l.name,
      show: (l) => (
        <span className="grid min-w-0">
          <span className="wrap-anywhere">{l.name}</span>
          <span className="num text-small font-normal wrap-anywhere text-ink2">{[l.sku, l.brand].filter(Boolean).join(' · ')}</span>
          <LineWishes line={l} />
        </span>
      ),
    },
    {
      key: 'ordered', title: t('ordered'), width: 11, num: true, text: (l) => l.quantity,
      show: (l) => (
        <span className="grid">
          <span className="font-strong">
            {formatNumber(lang, l.quantity)} {unit(l.unit)}
          </span>
          <span className="text-small text-ink2">{t(l.hold === 'held' ? 'held' : 'notHeld')}</span>
        </span>
      ),
    },
    ...fields.map((field): GridColumn<Line> => ({
      key: field, title: t(`field.${field}`), width: width[field], num: field === 'quantity' || field === 'price', edit: (l) => !off(l), text: (l) => textOf(l, typedOf(l), field),
      wrong: (l) => {
        const wrong = wrongOf(l, typedOf(l), field, today)
        return wrong && t(`wrong.${wrong}`)
      },
      was: (l) => was(l, field),
    })),
    {
      key: 'answer', title: t('answer'), width: 9, text: () => '',
      control: (l) => {
        const now = answerOf(l, typedOf(l))
        return (
          <Select
            aria-label={t('answerFor', { name: l.name })}
            value={now === 'counter' ? 'accept' : now}
            onChange={(a) => choose(l.line, a)}
            options={choices.map((c) => ({ value: c, label: t(`choice.${c === 'accept' && now === 'counter' ? 'counter' : c}`) }))}
            className="max-tablet:ml-3 max-tablet:w-[calc(100%-.75rem)]"
          />
        )
      },
    },
  ]
}

/** The lines that wait: what is not touched is accepted as it was ordered, what is typed over is proposed. One press sends all of it. */
export function AnswerGrid({ company, order, lines, may }: { company: string; order: Order; lines: readonly Line[]; may: boolean }) {
  const t = useTranslations('ordering.answer')
  const leave = useTranslations('shell.leave')
  const today = dayOf(useNow(), deviceZone)
  const [all, setAll] = useState<AllTyped>(new Map())
  const [asked, setAsked] = useState(false)
  const deed = useDeed()
  const grid = useRef<EditGridHandle>(null)
  const blocker = useUnsaved(all.size > 0 && !deed.busy)
  const put = (line: number, what: Typed) =>
    setAll((now) => {
      const next = new Map(now)
      next.set(line, { ...now.get(line), ...what })
      return next
    })
  const change = (changes: CellChange[]) => {
    for (const { row, column, text } of changes) if (isField(column)) put(Number(row), { [column]: text })
  }
  const columns = useColumns(all, (line, answer) => put(line, { answer }))
  const acts = actsOf(lines, all, today)
  const bad = wrongs(lines, all, today)
  const tally = tallyOf(lines, all)
  const plain = tally.length === 1 && tally[0]?.answer === 'accept'
  const send = () => {
    setAsked(true)
    const [first] = bad
    if (first) return grid.current?.go(String(first.line), first.field)
    if (acts.length === 0 || !may) return
    void deed.run(async () => {
      await actOn('supplier', company, order, acts)
      setAll(new Map())
      setAsked(false)
      toast(t('sent', { words: tally.map(({ answer, count }) => t(`done.${answer}`, { count })).join(t('comma')) }))
    })
  }
  return (
    <Section title={t('title', { count: lines.length })} className="max-tablet:rounded-none max-tablet:border-x-0 print:hidden">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p className="text-ink2">{t('about')}</p>
        <KeyLine name="answer">{t('keys')}</KeyLine>
        <div className="-mx-4 border-y border-line">
          <EditGrid ref={grid} label={t('title', { count: lines.length })} columns={columns} rows={lines} rowKey={(l) => String(l.line)} rowName={(l) => l.name} onChange={change} onSubmit={send} />
        </div>
        <Refusal problem={deed.problem} />
        <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-3 rounded-b-card bg-surface px-4 py-3 max-tablet:border-t max-tablet:border-line">
          <span aria-live="polite" className={`min-w-0 flex-1 ${asked && bad.length > 0 ? 'text-bad' : 'text-ink2'} max-tablet:basis-full`}>
            {asked && bad.length > 0 ? t('needsYou', { count: bad.length }) : !plain && tally.map(({ answer, count }) => t(`will.${answer}`, { count })).join(t('comma'))}
          </span>
          {all.size > 0 && (
            <Button
              kind="quiet"
              onClick={() => {
                setAll(new Map())
                setAsked(false)
              }}
            >
              {t('clear')}
            </Button>
          )}
          <Button kind="primary" busy={deed.busy} disabled={!may || acts.length === 0} aria-keyshortcuts="Control+Enter" onClick={send} className="max-tablet:w-full">
            {plain ? t('acceptAll', { count: lines.length }) : t('send', { count: acts.length })}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={leave('title')}
        description={leave('text')}
        action={leave('action')}
        onConfirm={() => blocker.proceed?.()}
      />
    </Section>
  )
}
