import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, TextArea } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { again } from '../product/queries'
import { readLines, taken, type Choice, type Line, type Match } from './lines'
import { matchLines, putLines, type Outcome } from './queries'

type Question = { at: number; line: Line; match: Match }

/** One line that is not clear: which item is meant, or that there is none. */
function Ask({ question: { line, match }, choice, onChoose }: { question: Question; choice: Choice; onChoose: (choice: Choice) => void }) {
  const t = useTranslations('own.paste')
  const words = { code: line.code || '–', number: line.number }
  return (
    <li className="grid gap-1 border-b border-line pb-3 last:border-0">
      <span className="num wrap-anywhere">{line.number ? t('number', words) : line.code}</span>
      {match.candidates.length === 0 ? (
        <span className="text-small text-warn">{line.number ? t('none') : t('noNumber')}</span>
      ) : (
        <Select
          aria-label={t('choose', words)}
          value={String(choice)}
          onChange={(v) => onChoose(v === 'all' || v === 'none' ? v : Number(v))}
          options={[
            { value: 'none', label: t('leave') },
            ...match.candidates.map((c, i) => ({ value: String(i), label: `${c.supplier_name} · ${c.sku} · ${c.name}` })),
            { value: 'all', label: t('all') },
          ]}
        />
      )}
    </li>
  )
}

/** A list of own codes is pasted, found, asked about where it is not clear, and taken in. No line is lost on the way. */
export function PasteDialog({ company, onClose }: { company: string; onClose: () => void }) {
  const t = useTranslations('own.paste')
  const { busy, problem, run } = useDeed()
  const [text, setText] = useState('')
  const [done, setDone] = useState(0)
  const [matches, setMatches] = useState<Match[] | null>(null)
  const [choices, setChoices] = useState<Record<number, Choice>>({})
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const lines = readLines(text)
  const wanted = matches ? taken(lines, matches, choices) : []
  const questions = (matches ?? []).flatMap((match, at): Question[] => {
    const line = lines[at]
    return line && match.outcome !== 'matched' ? [{ at, line, match }] : []
  })
  const find = () => run(async () => setMatches(await matchLines(company, lines, setDone)))
  const save = () =>
    run(async () => {
      setOutcome(await putLines(company, wanted, setDone))
      await again(company)
    })
  const working = busy && <span className="text-small text-ink2">{t('working', { done: String(done), total: String(matches ? wanted.length : lines.length) })}</span>
  if (outcome) {
    const flagged = outcome.lines.filter((l) => l.problems)
    return (
      <Dialog open place="side" onClose={onClose} title={t('title')} actions={<Button kind="primary" onClick={onClose}>{t('close')}</Button>}>
        <p role="status">{t('done', { accepted: outcome.accepted, flagged: outcome.flagged })}</p>
        {flagged.length > 0 && (
          <ul className="mt-3 grid gap-2" aria-label={t('flagged')}>
            {flagged.map((l) => (
              <li key={l.line} className="text-warn">
                <span className="num">{wanted[l.line]?.code || wanted[l.line]?.item}</span> {l.problems?.map((p) => p.message).join(' ')}
              </li>
            ))}
          </ul>
        )}
      </Dialog>
    )
  }
  if (matches) {
    return (
      <Dialog
        open
        place="side"
        onClose={onClose}
        title={t('title')}
        actions={
          <>
            {working}
            <Button onClick={() => setMatches(null)}>{t('back')}</Button>
            <Button kind="primary" busy={busy} disabled={wanted.length === 0} onClick={() => void save()}>
              {t('save', { count: wanted.length })}
            </Button>
          </>
        }
      >
        <p role="status" className="font-strong">
          {t('sum', { lines: lines.length, matched: String(lines.length - questions.length), questions: questions.length })}
        </p>
        {questions.length > 0 && (
          <>
            <h3 className="mt-4 mb-2 font-strong">{t('questions')}</h3>
            <ul className="grid gap-3">
              {questions.map((q) => (
                <Ask key={q.at} question={q} choice={choices[q.at] ?? 'none'} onChoose={(c) => setChoices({ ...choices, [q.at]: c })} />
              ))}
            </ul>
          </>
        )}
        <Refusal problem={problem} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('title')}
      description={t('about')}
      actions={
        <>
          {working}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={lines.length === 0} onClick={() => void find()}>
            {t('find', { count: lines.length })}
          </Button>
        </>
      }
    >
      <Field label={t('label')}>
        <TextArea rows={14} className="num" spellCheck={false} placeholder={t('example')} value={text} onChange={(e) => setText(e.target.value)} />
      </Field>
      <Refusal problem={problem} />
    </Dialog>
  )
}
