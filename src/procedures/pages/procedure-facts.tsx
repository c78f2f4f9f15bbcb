import { Anchor, List, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { feeSummary, timeLimitText } from '../model/summaries.ts'
import { COMPONENT_KIND_NAMES, type Component, type Fee } from '../model.ts'
import type { getProcedure } from '../queries.ts'

type Detail = z.output<typeof getProcedure.output>

const componentColumns: readonly Column<Component>[] = [
  { header: 'Giấy tờ', isPlain: true, cell: (row) => row.name },
  { header: 'Loại', cell: (row) => COMPONENT_KIND_NAMES[row.kind] },
  { header: 'Số lượng', cell: (row) => (row.quantity === 0 ? 'Xuất trình' : row.quantity) },
  { header: 'Bắt buộc', cell: (row) => (row.required ? 'Bắt buộc' : 'Khi có') },
]

const feeColumns: readonly Column<Fee>[] = [
  { header: 'Phí, lệ phí', isPlain: true, cell: (row) => row.name },
  { header: 'Mức thu', cell: (row) => feeSummary([row]) },
  { header: 'Căn cứ', cell: (row) => row.basis },
]

/** Everything that the version in force says. It is changed only by a next version. */
export function ProcedureFacts({ procedure }: { procedure: Detail }) {
  const { procedureId, cases, form, fees, result, legalBasis, decision, notes } = procedure
  return (
    <Stack gap="lg">
      <Part id="thanh-phan" title="Thành phần hồ sơ">
        {cases.map(({ code, name, components }) => (
          <Stack key={code} gap="xs">
            {cases.length > 1 ? (
              <Title order={3} size="h5">
                {name}
              </Title>
            ) : null}
            {components.length === 0 ? (
              <Text>Không yêu cầu giấy tờ.</Text>
            ) : (
              <DataList
                label={cases.length > 1 ? `Thành phần hồ sơ: ${name}` : 'Thành phần hồ sơ'}
                columns={componentColumns}
                rows={components}
                rowKey={(row) => `${row.kind} ${row.name}`}
              />
            )}
          </Stack>
        ))}
      </Part>
      <Part id="phi" title="Phí, lệ phí">
        {fees.length === 0 ? (
          <Text>Không thu.</Text>
        ) : (
          <DataList
            label="Phí, lệ phí"
            columns={feeColumns}
            rows={fees}
            rowKey={(row) => `${row.name} ${row.unit}`}
          />
        )}
      </Part>
      <Part id="noi-dung-khac" title="Thời hạn, kết quả, căn cứ">
        <Paper withBorder p="md">
          <List spacing="xs">
            <List.Item>Thời hạn giải quyết: {timeLimitText(procedure.timeLimit)}</List.Item>
            <List.Item>Kết quả: {result || 'Chưa ghi'}</List.Item>
            <List.Item>Căn cứ pháp lý: {legalBasis.join('; ') || 'Chưa ghi'}</List.Item>
            <List.Item>Quyết định công bố: {decision ?? 'Chưa ghi'}</List.Item>
            {form ? (
              <List.Item>
                Tờ khai điện tử: {form.title}.{' '}
                <Anchor href={`/api/v1/procedures/${procedureId}/form.pdf`} target="_blank">
                  In mẫu để trống
                </Anchor>
              </List.Item>
            ) : null}
            {notes ? <List.Item>Ghi chú: {notes}</List.Item> : null}
          </List>
        </Paper>
      </Part>
    </Stack>
  )
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="xs" id={id}>
        {title}
      </Title>
      {children}
    </section>
  )
}
