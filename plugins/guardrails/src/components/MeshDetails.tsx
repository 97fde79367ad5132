import { AnswerIcon, RowTable } from '@portolan/plugin-answers-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import {
  EffectiveMode,
  memberships,
  MeshState,
} from '@portolan/plugin-guardrails-common';
import { meshMark, meshWord, nameOf, outsideWord } from '../wording';

const Mode = ({ effective }: { effective: EffectiveMode }) => (
  <>
    <div>
      {effective.mode === 'unknown' ? 'not known' : effective.mode}
      {effective.ports.map(({ port, mode }) => (
        <div key={port}>
          port {port}: {mode}
        </div>
      ))}
    </div>
    <Typography variant="body2" color="text.secondary">
      {effective.from
        ? `from ${nameOf(effective.from)} in ${
            effective.from.namespace ?? 'no namespace'
          }`
        : 'no PeerAuthentication says otherwise'}
    </Typography>
  </>
);

function podsIn(pods: MeshState['workloads'][number]['pods']): string {
  const words = memberships
    .filter(membership => pods[membership] > 0)
    .map(membership => `${pods[membership]} ${membership}`);
  return words.length > 0 ? words.join(', ') : 'no pods';
}

/** That every pod is in the mesh is said only when all is known. */
function membershipOf(mesh: MeshState): string {
  const outside = outsideWord(mesh);
  if (outside) return outside;
  if (mesh.cause) return 'nobody knows of every pod';
  return mesh.workloads.length > 0
    ? 'every pod is in the mesh'
    : 'nothing runs here';
}

/** The mode that holds for each workload and where it comes from, and which pods are really in the mesh. */
export const MeshDetails = ({ mesh }: { mesh: MeshState }) => (
  <>
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mb: 1 }}>
      <AnswerIcon answer={meshMark(mesh)} decorative />
      <span>
        {meshWord(mesh.mode)}
        {', '}
        {membershipOf(mesh)}
      </span>
    </Box>
    {mesh.cause && (
      <Alert severity="warning" sx={{ mb: 1 }}>
        <strong>Not all is known.</strong> {mesh.cause}
      </Alert>
    )}
    {mesh.workloads.length > 0 && (
      <RowTable
        label="Mesh by workload"
        headers={['Workload', 'Mode', 'Pods']}
        columns="1fr 1.4fr 1fr"
      >
        {mesh.workloads.map(({ workload, effective, pods }) => (
          <div role="row" key={nameOf(workload)}>
            <div role="rowheader">{nameOf(workload)}</div>
            <div role="cell">
              <Mode effective={effective} />
            </div>
            <div role="cell">{podsIn(pods)}</div>
          </div>
        ))}
      </RowTable>
    )}
    {mesh.outside.length > 0 && (
      <Box component="ul" aria-label="Pods outside the mesh" sx={{ pl: 2.5 }}>
        {mesh.outside.map(({ name, why }) => (
          <li key={name}>
            <strong>{name}</strong>: {why}
          </li>
        ))}
      </Box>
    )}
  </>
);
