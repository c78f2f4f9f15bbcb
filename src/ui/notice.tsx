import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'

const looks = {
  good: { color: 'green', ink: '#1b5e20' },
  warning: { color: 'orange', ink: '#8a3300' },
} as const

interface NoticeProps {
  tone: keyof typeof looks
  title: string
  children?: ReactNode
}

/** Says that something went through, or what to look at now, and is read aloud when it appears. */
export function Notice({ tone, title, children }: NoticeProps) {
  const { color, ink } = looks[tone]
  return (
    <Alert color={color} variant="light" title={title} role="status" styles={{ title: { color: ink } }}>
      {children}
    </Alert>
  )
}
