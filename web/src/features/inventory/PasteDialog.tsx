import { useState } from 'react'
import { useTranslations } from '../../lib/i18n'
import { parseDecimal } from '../../lib/money'
import { readBlock } from '../../lib/tsv'
import { useDeed } from '../../lib/useDeed'
import { Button } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { Dialog } from '../../ui/lazy'
import { Select } from '../../ui/Select'
import { Refusal } from '../../ui/States'
import { putCounts, type Line, type Outcome, type Warehouse } from './queries'

/** Lines of a pasted block: number, count, and where, if a third column says so. Numbers are read as people write them; what is none goes to the hub as it is, which says so. */
export function linesOf(text: string, warehouse: string): Line[] {
  return readBlock(text)
    .map((cells) => cells.map((c) => c.trim()))
    .filter(([sku]) => sku)
    .map(([sku, count = '', where]) => ({ sku, on_hand: parseDecimal(count) ?? count, warehouse: where || warehouse || undefined }))
}

/** A line as it was pasted; where, only when it was said. */
const textOf = (line: Line, warehouse: string) => [line.sku, line.on_hand, ...(line.warehouse && line.warehouse !== warehouse ? [line.warehouse] : [])].join('\t')

type Props = { company: string; warehouses: readonly Warehouse[]; onDone: (done: Outcome) => void; onClose: () => void }

/** A list out of a spreadsheet or an ERP: by number, whatever the grid shows. What is not understood stays, with its reason. */
export function PasteDialog({ company, warehouses, onDone, onClose }: Props) {
  const t = useTranslations('inventory')
  const u = useTranslations('ui')
  const [text, setText] = useState('')
  const [warehouse, setWarehouse] = useState(warehouses.find((w) => w.main)?.id ?? '')
  const [flags, setFlags] = useState<{ line: Line; words: string }[]>([])
  const deed = useDeed()
  const lines = linesOf(text, warehouse)
  const send = () =>
    void deed.run(async () => {
      const done = await putCounts(company, lines)
      onDone(done)
      if (done.flagged.length === 0) return onClose()
      setFlags(done.flagged.flatMap((f) => (lines[f.line] ? [{ line: lines[f.line]!, words: t(`flag.${f.code}`) }] : [])))
      setText(done.flagged.flatMap((f) => (lines[f.line] ? [textOf(lines[f.line]!, warehouse)] : [])).join('\n'))
    })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('paste.title')}
      description={t('paste.how')}
      actions={
        <>
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind="primary" busy={deed.busy} disabled={lines.length === 0} onClick={send}>
            {t('paste.send', { count: lines.length })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {warehouses.length > 1 && (
          <Field label={t('where')}>
            <Select value={warehouse} onChange={setWarehouse} options={warehouses.map((w) => ({ value: w.id, label: w.name }))} />
          </Field>
        )}
        <Field label={t('paste.lines')} hint={t('paste.example')}>
          <TextArea
            rows={12}
            value={text}
            onChange={(e) => {
              setText(e.target.value)
              setFlags([])
            }}
            className="num"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
        </Field>
        {flags.length > 0 && (
          <div role="alert" className="rounded-control border border-warn bg-warn-bg px-3 py-2 text-warn">
            <p className="font-strong">{t('paste.left', { count: flags.length })}</p>
            <ul>
              {flags.slice(0, 50).map(({ line, words }, i) => (
                // oxlint-disable-next-line react/no-array-index-key
                <li key={i}>
                  <span className="num">{line.sku}</span>: {words}
                </li>
              ))}
            </ul>
          </div>
        )}
        <Refusal problem={deed.problem} />
      </div>
    </Dialog>
  )
}
