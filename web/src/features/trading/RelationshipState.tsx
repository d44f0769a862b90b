import { useTranslations } from '../../lib/i18n'
import { StatusDot } from '../../ui/Marks'
import { dots, type StateName } from './states'

/** The state of a relationship in a word, a shape and a colour; the same words on both sides. `closed`: the hub has closed the supplier. */
export function RelationshipState({ state, closed = false }: { state: StateName; closed?: boolean }) {
  const t = useTranslations('trading')
  return closed ? <StatusDot kind="blocked">{t('closedByHub')}</StatusDot> : <StatusDot kind={dots[state]}>{t(`state.${state}`)}</StatusDot>
}
