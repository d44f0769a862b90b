import { useTranslations } from '../../../lib/i18n'
import { toast } from '../../../ui/Toast'
import { withLines, type Draft, type Line } from './draft'
import type { Read } from './paste'

/** Puts lines to those that are there, and says what became of them. */
export function useAdd(draft: Draft) {
  const t = useTranslations('basket')
  return (more: readonly Line[], { joined: before, numbers }: Pick<Read, 'joined' | 'numbers'> = { joined: 0, numbers: 0 }) => {
    if (more.length === 0) return
    const first = draft.lines().length === 0
    const { lines, joined, left } = withLines(draft.lines(), more)
    draft.change(() => lines)
    const both = joined + before
    // The first lines are what one sees; there is nothing more to say of them.
    if (first && both === 0 && left === 0 && numbers === 0) return
    const words = [t('added', { count: more.length - joined - left }), both > 0 && t('joined', { count: both }), left > 0 && t('left', { count: left }), numbers > 0 && t('numbers', { count: numbers })]
    toast(words.filter(Boolean).join(' '), draft.undo)
  }
}
