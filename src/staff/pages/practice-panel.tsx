import { Anchor, List, Paper, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { callApi } from '../../ui/call-api.ts'

interface Current {
  title: string
  dossierCode: string | null
  steps: { text: string; done: boolean }[]
  done: boolean
}

/** How often the panel asks what has been done by now (milliseconds); only in the practice office. */
const askEvery = 2000

function useProgress(): Current | null {
  const [current, setCurrent] = useState<Current | null>(null)
  const { key } = useLocation()
  useEffect(() => {
    const stop = new AbortController()
    const ask = async () => {
      if (document.visibilityState === 'hidden') return
      const answer = await callApi<{ current: Current | null }>('/practice/progress', { signal: stop.signal })
      if (answer.ok && !stop.signal.aborted) setCurrent(answer.output.current)
    }
    ask()
    const timer = setInterval(ask, askEvery)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [key])
  return current
}

/** The guided task under way, beside every page of the practice office: its steps, ticked by what really happened. */
export function PracticePanel() {
  const current = useProgress()
  if (!current) return null
  const { title, dossierCode, steps, done } = current
  return (
    <Paper withBorder p="sm" mb="md" component="aside" aria-labelledby="bai-dang-lam" bg="#fff8e1">
      <Title order={2} size="h5" id="bai-dang-lam">
        Bài đang làm: {title}
      </Title>
      {dossierCode ? (
        <Text size="sm">
          Hồ sơ của bài:{' '}
          <Anchor
            component={Link}
            to={`/ho-so/${encodeURIComponent(dossierCode)}`}
            c="flag.8"
            underline="always"
          >
            {dossierCode}
          </Anchor>
        </Text>
      ) : null}
      <List type="ordered" size="sm" my={4}>
        {steps.map((step) => (
          <List.Item key={step.text}>
            {step.text} {step.done ? <strong>Đã xong ✓</strong> : null}
          </List.Item>
        ))}
      </List>
      <div role="status">
        {done ? (
          <Text size="sm" fw={600}>
            Anh, chị đã hoàn thành bài này.{' '}
            <Anchor component={Link} to="/thuc-hanh" c="flag.8" underline="always">
              Chọn bài khác
            </Anchor>
          </Text>
        ) : null}
      </div>
    </Paper>
  )
}
