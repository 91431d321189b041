package carbonstandin;

import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/** Worker threads that outlive their connector, so that a stop can wait for the last answer to be written. */
final class WorkerPool {

    private final ThreadPoolExecutor executor;

    WorkerPool(String name, int maxThreads) {
        TaskQueue queue = new TaskQueue();
        TaskThreadFactory threads = new TaskThreadFactory(name + "-", true, Thread.NORM_PRIORITY);
        executor = new ThreadPoolExecutor(4, maxThreads, 60, TimeUnit.SECONDS, queue, threads);
        queue.setParent(executor);
    }

    ThreadPoolExecutor executor() {
        return executor;
    }

    /** Requests that wait for a thread or have one. */
    int inFlight() {
        return executor.getSubmittedCount();
    }
}
