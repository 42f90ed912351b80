// @ts-check

/**
 * The address of a repository that people can open, of what git or a workflow says.
 *
 * @param {string} remote - `git@host:owner/name.git`, `ssh://git@host/owner/name`, or an https address.
 * @throws {RangeError} for any other, such as a folder.
 */
export function repositoryAddress(remote) {
  const found = /^(?:https:\/\/|ssh:\/\/git@|git@)([\w.-]+)[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
    remote,
  );
  if (!found) {
    throw new RangeError(
      `release: expected the remote 'origin' to be a repository that people can open, got '${remote}'; see git remote set-url origin.`,
    );
  }
  return `https://${found[1]}/${found[2]}`;
}
