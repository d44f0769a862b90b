import { CircleHelp } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { Button } from '../../ui/Button'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { Answers } from './Answers'
import { Confidence } from './Confidence'
import { Help } from './Help'
import { fieldsOf, type Reason, type Side } from './pair'
import { PairTable } from './PairTable'
import { Progress } from './Progress'
import type { Asked, Queue, Shown, Verdict } from './queue'
import { Contradictions, Reasons } from './Reasons'
import { useAnswerKeys } from './useAnswerKeys'
import { useConfidence, useReasonWords } from './words'

/** A question as both the operator and a supplier are asked it. */
export type Pair = Asked & { left: Side; right: Side; reasons: readonly Reason[]; confidence?: number }

export type QuestionsProps<Q extends Pair> = {
  queue: Queue<Q>
  /** The question in words. */
  asked: string
  /** Whose records they are, over the two columns. */
  heads: (question: Q) => { left: ReactNode; right: ReactNode }
  /** More about this question, under the reasons. */
  more?: (question: Q) => ReactNode
  /** Whether a yes where something contradicts asks once more; otherwise `contradicted` says what becomes of it. */
  insists: boolean
  contradicted?: string
  mayAnswer: boolean
}

/** The question for the ear: what was done, then what the two are, how sure the hub is and what contradicts. */
function useAnnouncement<Q extends Pair>(shown: Shown<Q>, said: string) {
  const t = useTranslations('matching')
  const confidence = useConfidence()
  const { contradiction } = useReasonWords()
  if (shown.phase === 'done') return `${said} ${t('announce.done')}`
  const question = shown.now
  if (!question) return ''
  const side = ({ brand, name, mpn, pack }: Side) =>
    [brand, name, mpn && t('said.code', { mpn }), pack && t('said.pack', { pack })].filter(Boolean).join(t('comma'))
  const sure = question.confidence === undefined ? '' : `${Object.values(confidence(question.confidence)).join(' ')}.`
  const text = t('announce.question', { n: shown.number, left: side(question.left), right: side(question.right), confidence: sure })
  return [said, text, ...new Set(question.contradictions.map(contradiction))].filter(Boolean).join(' ')
}

function Card<Q extends Pair>({ question, n, asked, heads, more }: { question: Q; n: number } & Pick<QuestionsProps<Q>, 'asked' | 'heads' | 'more'>) {
  const t = useTranslations('matching')
  const unit = useUnit()
  return (
    <article aria-labelledby="asked" className="min-w-0">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
        <h2 id="asked" className="text-h2 font-strong">
          {asked}
        </h2>
        {question.confidence !== undefined && <Confidence share={question.confidence} />}
        <span className="num text-small text-ink2 tablet:ml-auto">{t('askedAt', { n })}</span>
      </header>
      <Contradictions list={question.contradictions} />
      <div className="border-t border-line">
        <PairTable label={t('pair')} heads={heads(question)} fields={fieldsOf(question.left, question.right, question.contradictions, unit)} />
      </div>
      <Reasons list={question.reasons} />
      {more && <div className="px-4 pb-3 text-small text-ink2 empty:hidden">{more(question)}</div>}
    </article>
  )
}

function Done({ shown, onLook, onAgain }: { shown: Shown<unknown>; onLook: () => void; onAgain: () => void }) {
  const t = useTranslations('matching')
  if (shown.skipped > 0) return <EmptyState text={t('doneSkipped', { n: shown.skipped })} action={<Button onClick={onAgain}>{t('askSkipped')}</Button>} />
  return <EmptyState text={shown.answered > 0 ? t('doneAnswered', { n: shown.answered }) : t('done')} action={<Button onClick={onLook}>{t('lookAgain')}</Button>} />
}

/** One question at a time, answered by a key or a thumb; the next one is there before the answer has left. */
export function Questions<Q extends Pair>({ queue, asked, heads, more, insists, contradicted, mayAnswer }: QuestionsProps<Q>) {
  const t = useTranslations('matching')
  const shown = useSyncExternalStore(queue.subscribe, queue.shown)
  const [said, setSaid] = useState('')
  const [insisting, setInsisting] = useState('')
  const [help, setHelp] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const { now } = shown
  const announcement = useAnnouncement(shown, said)
  useEffect(() => {
    queue.look()
    addEventListener('online', queue.flush)
    return () => removeEventListener('online', queue.flush)
  }, [queue])
  useEffect(() => {
    // On a phone the answers are under the thumb and the names above the screen's edge: a new question begins at its beginning.
    const box = top.current
    if (box && box.getBoundingClientRect().top < 0) box.scrollIntoView()
    // oxlint-disable-next-line react/exhaustive-deps -- the next question is the occasion
  }, [now?.id])
  const asksTwice = insists && now !== undefined && now.contradictions.length > 0
  const answer = (verdict: Verdict) => {
    if (!now || !mayAnswer) return
    if (verdict === 'same' && asksTwice && insisting !== now.id) return setInsisting(now.id)
    setInsisting('')
    setSaid(t(`announce.${verdict}`))
    queue.answer(verdict, verdict === 'same' && asksTwice)
  }
  const undo = () => {
    if (!shown.last) return
    setInsisting('')
    setSaid(t('announce.undone'))
    if (queue.undo() === 'later') toast(t('comesAgain'))
  }
  useAnswerKeys({ answer, undo, help: () => setHelp(true) })
  const insistsNow = now !== undefined && insisting === now.id
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="grid gap-2 max-tablet:px-4">
        <div className="flex items-start gap-3">
          <div className="grid min-w-0 flex-1 gap-1 self-center">
            <Progress shown={shown} onSend={queue.flush} />
          </div>
          <Button kind="quiet" icon={<CircleHelp aria-hidden />} aria-keyshortcuts="?" onClick={() => setHelp(true)}>
            {t('help')}
          </Button>
        </div>
        {!mayAnswer && <p className="text-small text-ink2">{t('readOnly')}</p>}
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <div ref={top} className="scroll-mt-16 border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
        {shown.phase === 'loading' && <Skeleton lines={9} />}
        {shown.phase === 'broken' && <ErrorState error={shown.problem} safe={t('kept')} onRetry={queue.look} />}
        {shown.phase === 'done' && <Done shown={shown} onLook={queue.look} onAgain={queue.again} />}
        {now && <Card question={now} n={shown.number} asked={asked} heads={heads} more={more} />}
        {(now || shown.last) && (
          <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) border-t border-line bg-surface tablet:rounded-b-card print:hidden">
            <p role="alert" className="px-4 pt-3 font-strong text-bad empty:hidden">
              {insistsNow && t('insist')}
            </p>
            {now && now.contradictions.length > 0 && !insists && contradicted && <p className="px-4 pt-3 text-small text-ink2">{contradicted}</p>}
            <Answers disabled={!now || !mayAnswer} canUndo={Boolean(shown.last) && mayAnswer} yes={insistsNow ? t('yesDespite') : t('yes')} onAnswer={answer} onUndo={undo} />
          </div>
        )}
      </div>
      <Help open={help} onClose={() => setHelp(false)} />
    </div>
  )
}
