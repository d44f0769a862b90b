// Reasons, contradictions and grounds in words.
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import type { Contradiction, Reason } from './pair'

export type Ground = 'barcode' | 'part_number' | 'model' | 'operator' | 'supplier'

export function useReasonWords() {
  const t = useTranslations('matching')
  const list = (values: readonly string[]) => values.join(t('comma'))
  /** Said where there is nothing to quote: how the candidate stands among others has no words of its own. */
  const bare = (topic: Reason['topic'], side: 'yes' | 'no') => (topic === 'rivals' ? t(`rivals.${side}`) : t(`topic.${topic}`))
  return {
    contradiction: ({ kind, left, right }: Contradiction) => (kind === 'refused' || kind === 'supplier_twice' ? t(`contradiction.${kind}`) : t(`contradiction.${kind}`, { left, right })),
    speaksFor: ({ topic, both }: Reason) => (both.length > 0 ? t('quote', { topic: t(`topic.${topic}`), words: list(both) }) : bare(topic, 'yes')),
    against: ({ topic, left, right }: Reason) => {
      if (left.length > 0 && right.length > 0) return t('differ', { topic: t(`topic.${topic}`), left: list(left), right: list(right) })
      const alone = left.length > 0 ? left : right
      return alone.length > 0 ? t('onlyOne', { topic: t(`topic.${topic}`), words: list(alone) }) : bare(topic, 'no')
    },
  }
}

const steps = [
  [0.98, 'surely'],
  [0.8, 'probably'],
  [0.5, 'perhaps'],
  [0.2, 'doubtful'],
  [0, 'hardly'],
] as const

/** How sure the hub is, in words and in figures; never a full hundred, which nobody knows. */
export function useConfidence() {
  const t = useTranslations('matching.confidence')
  const lang = useLocale()
  return (share: number) => {
    const [, word] = steps.find(([least]) => share >= least) ?? [0, 'hardly']
    const percent = Math.min(99.9, Math.max(0.1, share * 100))
    return { words: t(word as 'surely'), figure: t('figure', { percent: formatNumber(lang, percent, percent > 99 || percent < 1 ? 1 : 0) }) }
  }
}
