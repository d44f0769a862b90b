import { Outlet } from '@tanstack/react-router'
import { Toaster } from '../ui/Toast'
import { Around } from './Around'

/** Around every page of the application. */
export const Root = () => (
  <Around>
    <Outlet />
    <Toaster />
  </Around>
)
