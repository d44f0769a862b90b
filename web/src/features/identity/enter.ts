import { useRouter } from '@tanstack/react-router'
import { safePath } from './address'

/** What comes after signing in: the page that was asked for. Back does not lead to a used form. */
export function useEnter() {
  const router = useRouter()
  return (to?: unknown) => router.history.replace(safePath(to))
}
