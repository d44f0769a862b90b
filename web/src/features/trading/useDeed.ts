export { useDeed } from '../../lib/useDeed'
