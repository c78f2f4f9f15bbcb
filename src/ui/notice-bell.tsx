import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { callApi } from './call-api.ts'

/**
 * The way to what was told to this member, with how much of it is new. Asked for when a page is opened, or loaded again after
 * something was sent (`loaded` is then another object), and at no other time: asking by the clock would keep a session alive
 * at a desk that somebody has left.
 */
export function NoticeBell({ loaded }: { loaded: unknown }) {
  const [unread, setUnread] = useState(0)
  const { key } = useLocation()
  useEffect(() => {
    const leaving = new AbortController()
    callApi<{ unread: number }>('/notices/unread', { signal: leaving.signal }).then((answer) => {
      if (answer.ok && !leaving.signal.aborted) setUnread(answer.output.unread)
    })
    return () => leaving.abort()
  }, [key, loaded])
  const count = unread > 99 ? '99+' : String(unread)
  return (
    <Button
      component={Link}
      to="/thong-bao"
      variant={unread > 0 ? 'light' : 'default'}
      size="compact-sm"
      px={8}
      style={{ flexShrink: 0 }}
      aria-label={unread > 0 ? `Thông báo, ${count} mới` : 'Thông báo'}
    >
      <BellIcon />
      {unread > 0 ? <span style={{ marginLeft: 4 }}>{count}</span> : null}
    </Button>
  )
}

function BellIcon() {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path
        d="M6 9a6 6 0 0 1 12 0v5l2 3H4l2-3zM10 20a2 2 0 0 0 4 0"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
