import { ShieldCheck } from 'lucide-react'
import { useTranslations } from '../../lib/i18n'
import { Field, TextArea } from '../../ui/Field'
import { Banner } from '../../ui/States'
import { useStepWords } from './Parts'
import type { Needs } from './queries'

/** Says before ordering whose word it needs, with room for words to them. */
export function NeedsWord({ needs, note, onNote }: { needs: Needs; note: string; onNote: (note: string) => void }) {
  const t = useTranslations('approval')
  const words = useStepWords()
  return (
    <section aria-label={t('needs.title')} className="grid gap-3 rounded-card border border-line bg-surface p-4 max-tablet:rounded-none max-tablet:border-x-0">
      <h2 className="flex items-center gap-2 text-h2 font-strong">
        <ShieldCheck aria-hidden />
        {t('needs.title')}
      </h2>
      {needs.nobody ? (
        <Banner kind="bad">{t('needs.nobody')}</Banner>
      ) : (
        <ul className="grid gap-1">
          {needs.chains.map((c) => (
            <li key={c.rule} className="wrap-anywhere">
              <span className="font-strong">{c.name}</span>: {c.steps.map(words).join(' → ')}
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink2">{t('needs.text')}</p>
      <Field label={t('needs.note')} required={false}>
        <TextArea value={note} maxLength={1000} rows={2} onChange={(e) => onNote(e.target.value)} />
      </Field>
    </section>
  )
}
