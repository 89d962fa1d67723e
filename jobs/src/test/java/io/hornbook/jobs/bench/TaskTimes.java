package io.hornbook.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.StageInfo;

/** What the stages of a session took, in the order in which they ended. */
final class TaskTimes extends SparkListener {
  private static final double NANOS = 1e-9;

  private final List<Stage> stages = new ArrayList<>();

  /**
   * A stage.
   *
   * @param name the place in the code that asked for it
   * @param tasks how many
   * @param seconds of run time, summed over the tasks
   * @param processor seconds of processor time, summed over the tasks
   * @param read bytes of files
   * @param shuffled bytes written for an exchange
   * @param spilled bytes written to disk for want of memory
   */
  record Stage(
      String name,
      int tasks,
      double seconds,
      double processor,
      long read,
      long shuffled,
      long spilled) {}

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
    StageInfo stage = event.stageInfo();
    TaskMetrics metrics = stage.taskMetrics();
    stages.add(
        new Stage(
            stage.name(),
            stage.numTasks(),
            metrics.executorRunTime() / 1e3,
            metrics.executorCpuTime() * NANOS,
            metrics.inputMetrics().bytesRead(),
            metrics.shuffleWriteMetrics().bytesWritten(),
            metrics.diskBytesSpilled()));
  }

  /** The stages since the last call. */
  synchronized List<Stage> take() {
    List<Stage> taken = List.copyOf(stages);
    stages.clear();
    return taken;
  }
}
