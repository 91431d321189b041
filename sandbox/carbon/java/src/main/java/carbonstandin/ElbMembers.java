package carbonstandin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.axis2.clustering.Member;
import org.apache.axis2.clustering.management.DefaultGroupManagementAgent;

/** The members of one domain and who has a session on which. As in ELB 2.0, the sessions of one that leaves go with it. */
final class ElbMembers extends DefaultGroupManagementAgent {

    /** WSO2's agent waits so long after a member can be reached, for the member to be up. */
    private static final int JOIN_WAIT_MS = 10_000;

    private final Map<String, Member> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public void applicationMemberAdded(Member member) {
        Thread adder =
            new Thread(
                () -> {
                    try {
                        Thread.sleep(JOIN_WAIT_MS);
                    } catch (InterruptedException e) {
                        return;
                    }
                    super.applicationMemberAdded(member);
                });
        adder.setDaemon(true);
        adder.start();
    }

    @Override
    public void applicationMemberRemoved(Member member) {
        sessions.values().removeIf(member::equals);
        super.applicationMemberRemoved(member);
    }

    /** The one that has the session, whether it is a member still or not; null for none. */
    Member ofSession(String id) {
        return id == null ? null : sessions.get(id);
    }

    void bind(String id, Member member) {
        sessions.put(id, member);
    }

    void forget(String id) {
        if (id != null) {
            sessions.remove(id);
        }
    }

    /**
     * Round robin over those that are not suspended; where all are, one of them all the same, as Synapse's RoundRobin
     * has it. Null for none. Axis2's list has no lock: a copy may end with nothing.
     */
    Member next(String subDomain) {
        List<Member> active =
            Arrays.stream(getMembers().toArray(new Member[0]))
                .filter(Objects::nonNull)
                .filter(Member::isActive)
                .filter(
                    each ->
                        each.getProperties()
                            .getProperty("subDomain", ElbServices.DEFAULT_SUB_DOMAIN)
                            .equals(subDomain))
                .toList();
        List<Member> usable = active.stream().filter(each -> !each.isSuspended()).toList();
        List<Member> choice = usable.isEmpty() ? active : usable;
        return choice.isEmpty() ? null : choice.get(Math.floorMod(turn.getAndIncrement(), choice.size()));
    }

    /** For a request that has failed already. */
    Member nextNotSuspended(String subDomain) {
        Member next = next(subDomain);
        return next == null || next.isSuspended() ? null : next;
    }
}
