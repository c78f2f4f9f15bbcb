import { Alert, Badge, Button, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { UrgencyBadge } from '../../ui/urgency-badge.tsx'
import type { DossierView } from '../queries/dossier-view.ts'

/** What one looks at first: which dossier, whose, in which state, due when. */
export function DossierHeader({ dossier, canOpen }: { dossier: DossierView; canOpen: boolean }) {
  const { code, warnings } = dossier
  return (
    <Stack gap="sm">
      <Group gap="sm" align="center">
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {code ? `Hồ sơ ${code}` : 'Hồ sơ chưa được tiếp nhận'}
        </Title>
        {code ? <CopyButton text={code} label="Sao chép mã" /> : null}
        <Badge size="lg" variant="outline" color="dark" tt="none">
          {dossier.statusName}
        </Badge>
      </Group>
      <Text fw={600}>{dossier.procedureName}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm">
        <Fact label="Hẹn trả kết quả">
          {formatShortMoment(dossier.dueAt)}
          <br />
          <UrgencyBadge level={dossier.urgency} words={dossier.timeLeft} />
          {dossier.dueAt.getTime() === dossier.originalDueAt.getTime() ? null : (
            <Text size="sm">Hẹn ban đầu: {formatShortMoment(dossier.originalDueAt)}</Text>
          )}
        </Fact>
        <Fact label="Tiếp nhận">
          {formatShortMoment(dossier.receivedAt)}
          <br />
          {dossier.receivedBy} · {dossier.channelName}
        </Fact>
        <Fact label="Đang ở">{whereWords(dossier)}</Fact>
        <Fact label="Thủ tục">
          {[dossier.procedureCode, dossier.fieldName, dossier.timeLimit, dossier.caseName]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
      </SimpleGrid>
      {code && canOpen ? (
        <PrintLinks code={code} hasResult={dossier.status === 9 || dossier.status === 10} />
      ) : null}
      {warnings.length > 0 ? (
        <Alert
          color="orange"
          styles={{ title: { color: '#8a3300' } }}
          variant="light"
          title="Thông tin cần kiểm tra lại"
        >
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning.field + warning.message}>{warning.message}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
    </Stack>
  )
}

/** States in which a dossier lies on nobody's desk any more: refused, stopped, handed over. */
const endedStatuses: readonly number[] = [3, 8, 10]

function whereWords({ holder, status }: DossierView): string {
  if (endedStatuses.includes(status)) return 'Hồ sơ đã kết thúc'
  return holder ? `${holder.name} · ${holder.post}` : 'Chưa có người nhận'
}

function PrintLinks({ code, hasResult }: { code: string; hasResult: boolean }) {
  const base = `/api/v1/dossiers/${code}`
  return (
    <Group gap="xs">
      <Button component="a" href={`${base}/receipt.pdf`} target="_blank" variant="default" size="compact-sm">
        In giấy tiếp nhận và hẹn trả
      </Button>
      <Button
        component="a"
        href={`${base}/control-sheet.pdf`}
        target="_blank"
        variant="default"
        size="compact-sm"
      >
        In phiếu kiểm soát
      </Button>
      {hasResult ? (
        <Button
          component="a"
          href={`${base}/rating-slip.pdf`}
          target="_blank"
          variant="default"
          size="compact-sm"
        >
          In phiếu mời đánh giá
        </Button>
      ) : null}
    </Group>
  )
}

/** One labelled fact. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="gray.7">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  )
}
