import type { Task } from './Task.ts';

const registered = new Map<string, Task>();

/** Remembers a task, so that a worker process that runs its module finds it there, exported or not. */
export function registerTask(task: Task): void {
  registered.set(task.name, task);
}

/** The last task that was defined under a name in this process. */
export function registeredTask(name: string): Task | undefined {
  return registered.get(name);
}
