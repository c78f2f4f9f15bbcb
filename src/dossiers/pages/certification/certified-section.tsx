import { Anchor, Stack, Text } from '@mantine/core'
import type { z } from 'zod'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { vnd } from '../../../procedures/model/summaries.ts'
import type { certificationsOf } from '../../queries/certifications-of.ts'
import { Section } from '../dossier-sections.tsx'

interface Props {
  code: string | null
  entries: z.output<typeof certificationsOf.output>['items']
  canOpen: boolean
}

/** What a dossier has in the certification registers; nothing is shown for any other. */
export function Certified({ code, entries, canOpen }: Props) {
  if (entries.length === 0) return null
  return (
    <Section title="Số chứng thực">
      <Stack gap="xs">
        {entries.map(
          ({ id, number, volume, certifiedOn, documentName, copies, feeVnd, signerName, struck }) => (
            <div key={id}>
              <Text size="sm" td={struck ? 'line-through' : undefined}>
                Số <b>{number}</b>, quyển {volume}, ngày {formatDate(certifiedOn)}: {documentName}, {copies}{' '}
                bản
                {feeVnd === null ? '' : `, phí ${vnd(feeVnd)} đ`} · {signerName}
              </Text>
              {struck ? (
                <Text size="sm" c="#9a3412">
                  Gạch bỏ: {struck.reason} ({struck.byName})
                </Text>
              ) : null}
            </div>
          ),
        )}
        {canOpen && entries.some(({ struck }) => struck === null) ? (
          <Anchor href={`/api/v1/dossiers/${code}/certification.pdf`} target="_blank" size="sm">
            In lời chứng
          </Anchor>
        ) : null}
      </Stack>
    </Section>
  )
}
